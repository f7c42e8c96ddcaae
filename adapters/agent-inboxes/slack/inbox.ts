import type { AccountId, AdapterContext, AgentInbox, Settings } from '../../../src/ports';
import { allowedIn } from './allowed';
import { capabilities } from './capabilities';
import { createSlackClient } from './client';
import { createConnection } from './connection';
import { createEnrich } from './enrich';
import { createEditors, createHints } from './hints';
import { createIdentities } from './identity';
import { createIntake } from './intake';
import { createBolt } from './listeners';
import { createLookup } from './lookup';
import { createMarks } from './marks';
import { createMedia } from './media';
import { createPeople } from './people';
import { configuredChannels, createPlaces, createRefresh } from './places';
import { createPosting } from './posting';
import { createPrepare } from './prepare';
import { ReactionBudget } from './reaction-budget';
import { createReactions } from './reactions';
import { createReadBack } from './read-back';
import { loadRenames } from './renames';
import type { settings as specs } from './settings';
import { createUpload } from './upload';
import { createWebhook } from './webhook';

/** Puts the parts together for the account that the environment configures. */
export async function createSlackInbox(settings: Settings<typeof specs>, context: AdapterContext): Promise<AgentInbox> {
  const { log, storage, now } = context;
  const accountId = 'slack' as AccountId;
  const allowed = allowedIn(settings.SLACK_ALLOWED_WRITERS);
  const token = settings.SLACK_BOT_TOKEN;
  const renames = await loadRenames(storage, configuredChannels(settings), log);
  const places = createPlaces(settings, renames);
  const apiUrl = settings.SLACK_API_URL;
  const client = createSlackClient(token, apiUrl, log, renames);
  const identities = createIdentities(client, token, storage);
  const people = createPeople(client, storage, now);
  const { close, ...posting } = createPosting({ client, identities, places, apiUrl, log });
  const receiver = createBolt({ token, apiUrl, places, accountId, allowed, identities, log });
  const intake = createIntake({
    ...{ receiver, identities, people, renames, log },
    showHint: createHints(client, log),
    openEditor: createEditors(client, log),
  });
  const budget = new ReactionBudget(now);
  const secrets = [settings.SLACK_SIGNING_SECRET, settings.SLACK_SIGNING_SECRET_PREVIOUS];
  return {
    accountId,
    capabilities,
    webhook: createWebhook({ secrets, now, intake }),
    ...(settings.SLACK_APP_TOKEN === ''
      ? {}
      : { connection: createConnection({ appToken: settings.SLACK_APP_TOKEN, apiUrl, intake, log }) }),
    places: { ...places, close, refresh: createRefresh(client, places) },
    prepare: createPrepare(client, identities, places, log),
    ...posting,
    marks: createMarks({ client, identities, budget }),
    reactions: createReactions({ client, identities, budget }),
    lookup: { findPost: createLookup(client, identities, places) },
    enrich: createEnrich({ client, identities, people, allowed }),
    readBack: { read: createReadBack({ client, identities, now, accountId, allowed }) },
    media: { fetch: createMedia({ client, token, apiUrl }) },
    files: createUpload({ client, identities, storage, apiUrl, now, log }),
  };
}
