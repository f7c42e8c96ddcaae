import { maskedInbox } from '../../src/application/masked-inbox';
import { cardOf } from '../../src/domain/conversation/card';
import type { AgentInbox, InboxCard } from '../../src/ports/agent-inbox';
import { handoff, PACKET, queued, THREAD } from '../domain/support';

const CARD = '4111 1111 1111 1111';

/** An inbox that keeps all that it is given. */
function keeping() {
  const given: unknown[] = [];
  const keep = async (...all: unknown[]) => void given.push(all);
  const inbox = { open: keep, update: keep, post: keep, tell: keep, places: { list: () => [], close: keep } };
  return { given, inbox: maskedInbox(inbox as unknown as AgentInbox) };
}

function card(): InboxCard {
  const state = queued({
    contactName: `Maria ${CARD}`,
    cameBy: `ad ${CARD}`,
    handoff: handoff({ evidence: `Charged twice: ${CARD}`, packet: { ...PACKET, headline: CARD } }),
  });
  const view = cardOf(state, { replyWindowMs: null, template: false });
  if (view === null) throw new Error('There is a handoff.');
  return { view, channelLabel: 'SMS' };
}

it.each([
  ['opened', (inbox: AgentInbox) => inbox.open(card(), {} as never)],
  ['updated', (inbox: AgentInbox) => inbox.update(THREAD, card())],
  ['left', (inbox: AgentInbox) => inbox.places?.close(THREAD, card(), { thread: THREAD, label: '#b' })],
])('no number is whole on a card that is %s', async (_, put) => {
  const { given, inbox } = keeping();
  await put(inbox);
  expect(JSON.stringify(given)).toContain('•••• 1111');
  expect(JSON.stringify(given)).not.toContain('4111');
});
