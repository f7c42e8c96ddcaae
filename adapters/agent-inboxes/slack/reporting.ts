import type { Context } from '@slack/bolt';
import type { AccountId } from '../../../src/ports';
import type { Allowed } from './allowed';
import { type Json, string } from './json';
import type { Reading, Surroundings } from './message-events';
import { Collector } from './receiver';

/** What a listener found goes to whoever runs the request; outside one it goes nowhere. */
export const collectorOf = (context: Context): Collector | null =>
  context.collector instanceof Collector ? context.collector : null;

export function report(context: Context, read: () => Reading): void {
  collectorOf(context)?.report(read());
}

/** What the settings say about the account whose requests these are. */
export interface Installation {
  readonly accountId: AccountId;
  readonly allowed: Allowed;
}

/** Org-wide installations have an `enterpriseId` of ours; a workspace inside an organisation has not. */
export const around = (body: Json, context: Context, { accountId, allowed }: Installation): Surroundings => ({
  accountId,
  allowed,
  appId: string(body.api_app_id) || null,
  botId: context.botId ?? null,
  botUserId: context.botUserId ?? null,
  teamId: context.teamId ?? null,
  enterpriseId: context.isEnterpriseInstall ? (context.enterpriseId ?? 'unknown') : null,
  envelopeTeamId: string(body.team_id) || null,
});
