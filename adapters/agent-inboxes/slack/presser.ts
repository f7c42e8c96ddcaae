import type { AgentIdentity } from '../../../src/ports';
import { type Json, string } from './json';
import { type Surroundings, standingByTeam } from './message-events';

/** Who pressed a button, chose from a menu or submitted a form. */
export const presser = (user: Json, surroundings: Surroundings): AgentIdentity => ({
  id: string(user.id),
  name: string(user.name) || string(user.username) || string(user.id),
  standing: standingByTeam(string(user.team_id), { ...surroundings, envelopeTeamId: null }),
});
