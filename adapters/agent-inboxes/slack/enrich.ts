import { type IncomingEvent, type MessagePart, PortError } from '../../../src/ports';
import type { Allowed } from './allowed';
import type { SlackClient } from './client';
import { filePart } from './files';
import type { Identities, Identity } from './identity';
import type { People, Person } from './people';
import { placeholdersIn, withNames } from './placeholders';
import { isUserId } from './rich-blocks';
import { oneLine } from './text';

interface EnrichDependencies {
  readonly client: SlackClient;
  readonly identities: Identities;
  readonly people: People;
  readonly allowed: Allowed;
}

/** Names, standings and the facts of shared files that a webhook does not carry. Reads only. */
export function createEnrich({ client, identities, people, allowed }: EnrichDependencies) {
  return async function enrich(event: IncomingEvent): Promise<IncomingEvent> {
    if (!('agent' in event)) return event;
    const identity = await identities.get();
    const agent = await settled(event.agent, identity);
    switch (event.type) {
      case 'agent_message':
      case 'agent_edit':
        return { ...event, agent, parts: await named(await described(event.parts, client), identity) };
      case 'agent_action':
        return { ...event, agent, action: await assigned(event.action, identity) };
      default:
        return { ...event, agent };
    }
  };

  /** What the envelope showed about an outsider stands, whatever the profile says, unless an admin allowed them. */
  async function settled(agent: Settled, identity: Identity): Promise<Settled> {
    // A bot has no profile: the message itself named it.
    if (!isUserId(agent.id)) return agent;
    const { name, standing } = await findPerson(agent.id, identity);
    return {
      ...agent,
      name,
      standing: agent.standing === 'unknown' || allowed.has(agent.id) ? standing : agent.standing,
    };
  }

  async function findPerson(id: string, identity: Identity): Promise<Person> {
    const person = await people.find(id, identity);
    return allowed.has(id) ? { ...person, standing: 'member' } : person;
  }

  async function assigned(action: Extract<IncomingEvent, { type: 'agent_action' }>['action'], identity: Identity) {
    if (action.name !== 'assign') return action;
    const person = await findPerson(action.to.id, identity);
    return { ...action, to: { id: action.to.id, name: person.name, standing: person.standing } };
  }

  async function named(parts: readonly MessagePart[], identity: Identity): Promise<MessagePart[]> {
    const names = new Map<string, string>();
    for (const id of placeholdersIn(parts)) {
      names.set(id, isUserId(id) ? (await people.find(id, identity)).name : await channelName(id, client));
    }
    return withNames(parts, names);
  }
}

type Settled = Extract<IncomingEvent, { type: 'agent_message' }>['agent'];

async function channelName(id: string, client: SlackClient): Promise<string> {
  try {
    const { name } = (await client.channel(id)) as { name?: string };
    return name ? `#${oneLine(name)}` : '#channel';
  } catch (error) {
    // A private channel that Baton is not in has no name for it.
    if (error instanceof PortError && (error.kind === 'rejected' || error.kind === 'misconfigured')) return '#channel';
    throw error;
  }
}

/** Files of a shared channel arrive as a bare id. */
async function described(parts: readonly MessagePart[], client: SlackClient): Promise<MessagePart[]> {
  const filled: MessagePart[] = [];
  for (const part of parts) {
    const bare = part.type === 'media' && part.name === null && part.mediaType === null && part.bytes === null;
    filled.push(bare ? await describedFile(part.ref, client) : part);
  }
  return filled;
}

async function describedFile(id: string, client: SlackClient): Promise<MessagePart> {
  try {
    return filePart({ ...(await client.file(id)), id });
  } catch (error) {
    if (!(error instanceof PortError) || (error.kind !== 'rejected' && error.kind !== 'misconfigured')) throw error;
    return { type: 'unsupported', what: 'a file that Baton may not open' };
  }
}
