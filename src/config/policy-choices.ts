import { DEFAULT_NOTICES } from '../domain/conversation/notices';
import type { Policy } from '../domain/conversation/policy';
import { listed, signWeights } from './handoff-rules';
import { openingHours } from './opening-hours';
import type { CoreSettings } from './settings';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
/** A thread that cannot be opened for a minute is admitted to the customer. */
const OPEN_DUE_MS = 60_000;

/** The admin's choices as decisions read them; what a channel is comes later. `burstMs` null: as the channel says. */
export function policyChoices(
  core: CoreSettings,
  modelSummary: boolean,
  transcribe: boolean,
): Omit<Policy, 'channel' | 'inbox'> & { readonly burstMs: number | null } {
  return {
    maxClarifications: Number(core.maxClarifications),
    maxFailures: Number(core.maxFailures),
    maxBotTurns: Number(core.maxBotTurns),
    offerAt: Number(core.offerAtPercent) / 100,
    escalateAt: Number(core.escalateAtPercent) / 100,
    signWeights: signWeights(core.signWeights),
    vipContacts: listed(core.vipContacts),
    claimDueMs: Number(core.claimDueSeconds) * SECOND_MS,
    openDueMs: OPEN_DUE_MS,
    replyDueMs: Number(core.replyDueSeconds) * SECOND_MS,
    hours: openingHours(core.openingHours, core.timezone, core.closedDays),
    reopenWithinMs: Number(core.reopenWithinHours) * HOUR_MS,
    speaking: core.speaking as Policy['speaking'],
    showInChannel: core.showInChannel === 'on',
    undoGraceMs: Number(core.undoGraceSeconds) * SECOND_MS,
    leakCheck: core.leakCheck as Policy['leakCheck'],
    revealNumbers: core.revealNumbers === 'on',
    discloseAi: core.discloseAi === 'on',
    modelSummary,
    transcribe,
    burstMs: core.burstMs === '' ? null : Number(core.burstMs),
    texts: DEFAULT_NOTICES,
  };
}
