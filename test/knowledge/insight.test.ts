import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createKnowledgeIndex } from '../../src/ai/knowledge/knowledge-index';
import type { Instant, MessageId } from '../../src/domain/ids';
import { type AnswerSource, type ReplyKind, type TranscriptEntry, textPart } from '../../src/domain/message';
import { type Asked, askedIn } from '../../src/knowledge/insight/asked';
import { clustersOf } from '../../src/knowledge/insight/cluster';
import { checkLinks } from '../../src/knowledge/insight/dead-links';
import { gapsIn } from '../../src/knowledge/insight/gaps';
import { maskedWords } from '../../src/knowledge/insight/masked-words';
import { staleIn } from '../../src/knowledge/insight/stale';
import { createOutsideHttp } from '../../src/net/outside-http';
import type { StoredDocument, Talk } from '../../src/ports/knowledge-store';
import { article, never } from './support';

const DAY = 24 * 3_600_000;
const RETURNS: AnswerSource = {
  title: 'Returns',
  url: null,
  passage: { id: 'p1', document: 'help/returns', version: 1 },
};

/** Lines such as "customer: …", "answer: …" (the AI's, by kind), "agent: …", "handoff: reason", a minute apart. */
function talk(...lines: readonly string[]): Talk {
  const [entries, handoffs]: [TranscriptEntry[], { reason: string; at: number }[]] = [[], []];
  for (const [index, line] of lines.entries()) {
    const [who = '', text = ''] = line.split(/: (.*)/s);
    const at = (index * 60_000) as Instant;
    if (who === 'handoff') handoffs.push({ reason: text, at });
    else entries.push(entry(index, who, text, at));
  }
  return { id: '1', language: 'en', entries, handoffs };
}

function entry(index: number, who: string, text: string, at: Instant): TranscriptEntry {
  const rest: Omit<TranscriptEntry, 'author'> = {
    ...{ id: `m${index}` as MessageId, visibility: 'public', parts: [textPart(text)], at, externalId: null },
    ...{ delivery: null, mayBeRepeated: false, edited: false, deleted: false },
  };
  if (who === 'customer') return { ...rest, author: { role: 'customer' } };
  if (who === 'agent') return { ...rest, author: { role: 'agent', agent: { id: 'U1', name: 'Ana' } } };
  if (who === 'notice') return { ...rest, author: { role: 'system' } };
  return {
    ...rest,
    author: { role: 'bot' },
    answer: { kind: who as ReplyKind, sources: who === 'answer' ? [RETURNS] : [] },
  };
}

describe('what became of a question', () => {
  it.each<[string, readonly string[], readonly [string, Asked['outcome']][]]>([
    [
      'answered',
      ['customer: How do I return boots?', 'answer: Like this.', 'customer: thanks'],
      [['How do I return boots?', 'helped']],
    ],
    [
      'in a burst',
      ['customer: hello', 'customer: can I return boots?', 'answer: Yes.'],
      [['hello\ncan I return boots?', 'helped']],
    ],
    [
      'rejected',
      ['customer: return boots?', 'answer: x', "customer: that didn't help", 'no_answer: sorry'],
      [['return boots?', 'not_helped']],
    ],
    ['unknown', ['customer: do you rent tents?', 'no_answer: I do not know.'], [['do you rent tents?', 'no_answer']]],
    [
      'unknown, at once to a person',
      ['customer: do you rent tents?', 'handoff: could_not_answer'],
      [['do you rent tents?', 'no_answer']],
    ],
    [
      'unknown, then to a person',
      ['customer: do you rent tents?', 'no_answer: no', 'customer: yes please', 'handoff: accepted_offer'],
      [['do you rent tents?', 'no_answer']],
    ],
    [
      'answered, and a person all the same',
      ['customer: return boots?', 'answer: x', 'customer: I want to talk to a human', 'handoff: asked_for_person'],
      [['return boots?', 'handed_off']],
    ],
    [
      'rejected until a person came',
      [
        'customer: return boots?',
        'answer: x',
        'customer: no',
        'answer: y',
        'customer: that is not it',
        'handoff: could_not_answer',
      ],
      [
        ['return boots?', 'not_helped'],
        ['return boots?', 'not_helped'],
      ],
    ],
    [
      'chosen by number',
      ['customer: boots?', 'clarify: 1. A 2. B', 'customer: 2', 'answer: B is this.'],
      [['boots?', 'helped']],
    ],
    [
      'another question that only people handle',
      [
        'customer: return boots?',
        'answer: x',
        'customer: my lawyer will write to you about the accident',
        'handoff: high_stakes',
      ],
      [['return boots?', 'helped']],
    ],
    [
      'nothing asked',
      ['customer: hi', 'small_talk: Hello!', 'customer: a person please', 'handoff: asked_for_person'],
      [],
    ],
    ['only a no', ['customer: no', 'no_answer: sorry'], []],
  ])('%s', (_, lines, expected) => {
    expect(askedIn(talk(...lines)).map(({ question, outcome }) => [question, outcome])).toEqual(expected);
  });

  it('keeps what a person answered later, and only what reached the customer', () => {
    const [asked] = askedIn(
      talk(
        'customer: do you rent tents?',
        'no_answer: no',
        'handoff: accepted_offer',
        'agent: Hi!',
        'agent: We rent them for 20 pounds a night.',
      ),
    );
    expect(asked?.reply).toBe('We rent them for 20 pounds a night.');
  });

  it('names the articles that were quoted', () => {
    expect(askedIn(talk('customer: return boots?', 'answer: x'))[0]?.sources).toEqual([RETURNS]);
  });
});

const asked = (question: string, daysAgo: number, more: Partial<Asked> = {}): Asked => ({
  ...{ question, language: 'en', at: NOW - daysAgo * DAY, outcome: 'no_answer', sources: [], reply: null },
  ...more,
});
const NOW = 1_000 * DAY;

describe('gaps', () => {
  const knowledge = createKnowledgeIndex([article('camping', 'Tent rental: we rent tents for 20 pounds a night.')]);
  const options = { now: NOW, knowledge, madeAt: () => null };

  it('gather what is about the same, in one language, whatever stands around it', () => {
    const groups = clustersOf([
      asked('Do you rent tents?', 1),
      asked('hello, can I rent a tent for order 12345 please', 2),
      asked('is it possible to rent one of your tents', 3),
      asked('Do you repair zips?', 1),
      asked('can you repair the zip of my jacket', 1),
      asked('¿Se pueden alquilar tents?', 1, { language: 'es' }),
      asked('???', 1),
    ]);
    expect(groups.map(({ members }) => members.length)).toEqual([3, 2, 1]);
  });

  it('are ranked by how often and how lately they were asked', async () => {
    const gaps = await gapsIn(
      [
        ...[1, 2].map((days) => asked('Do you repair zips?', days)),
        ...[200, 201, 202, 203].map((days) => asked('Do you sell skis?', days)),
        asked('Is there parking?', 1),
        asked('answered', 1, { outcome: 'helped' }),
      ],
      options,
    );
    expect(gaps.map(({ question, count }) => [question, count])).toEqual([
      ['Do you repair zips?', 2],
      ['Is there parking?', 1],
      ['Do you sell skis?', 4],
    ]);
  });

  it('show the newest answer of a colleague, what was quoted in vain, and nothing that must not be seen', async () => {
    const [gap] = await gapsIn(
      [
        asked('Do you repair zips? I am jane.doe@example.com, +44 7700 900123', 2, {
          reply: 'Yes, for 15 pounds.',
          outcome: 'not_helped',
          sources: [RETURNS],
        }),
        asked('Do you repair zips? My card is 4111 1111 1111 1111', 1, {
          reply: 'Yes, for 20 pounds, write to ana@shop.example.',
        }),
      ],
      options,
    );
    expect(gap).toMatchObject({
      ...{ count: 2, outcomes: { not_helped: 1, no_answer: 1, handed_off: 0 }, articles: ['Returns'] },
      draft: 'Yes, for 20 pounds, write to a•••@shop.example.',
    });
    expect(JSON.stringify(gap)).not.toMatch(/jane|7700|4111/);
  });

  it('say which article answers since', async () => {
    const find = async (madeAt: number | null) =>
      (await gapsIn([asked('how much is tent rental', 5)], { ...options, madeAt: () => madeAt }))[0];
    expect((await find(NOW - DAY))?.answeredBy).toBe('About camping');
    expect((await find(NOW - 9 * DAY))?.answeredBy).toBeNull();
    expect((await find(null))?.answeredBy).toBeNull();
  });

  it.each([
    ['a\nb', 'a b'],
    ['order A-1043, 12.03.2026, 20 pounds', 'order A-1043, 12.03.2026, 20 pounds'],
    ['call 020 7946 0958', 'call •••• 0958'],
    ['my password is hunter22', 'my password is ••••'],
  ])('mask %j', (text, shown) => {
    expect(maskedWords(text)).toBe(shown);
  });
});

describe('stale articles', () => {
  const document = (id: string, daysOld: number, more: Partial<StoredDocument> = {}): StoredDocument => ({
    ...{ id, version: 1, title: id, url: null, audience: 'public', language: 'en', text: 'x' },
    ...{ madeAt: new Date(NOW - daysOld * DAY), source: 'help', state: 'live', byHand: false, answers: true },
    ...more,
  });
  const used = (id: string, count: number, outcome: Asked['outcome'] = 'helped'): Asked[] =>
    Array.from({ length: count }, () =>
      asked('q', 1, { outcome, sources: [{ title: id, url: null, passage: { id: 'p', document: id, version: 1 } }] }),
    );
  const options = { now: NOW, since: NOW - 90 * DAY, oldAfterMonths: 6 };

  it.each<[string, StoredDocument, Asked[], readonly string[]]>([
    [
      'fails more often than it helps',
      document('a', 10),
      [...used('a', 2, 'not_helped'), ...used('a', 1)],
      ['does_not_help'],
    ],
    ['fails as often as it helps', document('a', 10), [...used('a', 2, 'handed_off'), ...used('a', 2)], []],
    ['failed once', document('a', 10), used('a', 1, 'not_helped'), []],
    ['is old and often used', document('a', 200), used('a', 5), ['old']],
    ['is old and rarely used', document('a', 200), used('a', 4), []],
    ['was never used', document('a', 100), used('b', 20), ['never_used']],
    ['was never used, of few answers', document('a', 100), used('b', 19), []],
    ['is too new to be used', document('a', 10), used('b', 20), []],
    ['is for agents', document('a', 100, { audience: 'internal' }), used('b', 20), []],
    ['is out', document('a', 100, { answers: false }), used('b', 20), []],
  ])('one that %s', (_, one, questions, reasons) => {
    expect(staleIn([one], questions, options).map(({ why }) => why)).toEqual(reasons);
  });

  it('with dead links are found by asking, each link once', async () => {
    const asking: string[] = [];
    const server = createServer((request, response) => {
      asking.push(`${request.method} ${request.url}`);
      // A server that answers no HEAD is not dead.
      const gone = request.url === '/gone' || (request.url === '/head' && request.method === 'HEAD');
      response.writeHead(gone ? 404 : request.url === '/busy' ? 500 : 200).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const http = createOutsideHttp({ allowPrivate: true });
    const documents = [
      document('a', 1, { url: `${base}/ok`, text: `See [this](${base}/gone) and ${base}/busy, or <${base}/head>.` }),
      document('b', 1, { text: `${base}/gone. http://127.0.0.1:1/x` }),
    ];
    const { dead, checked } = await checkLinks(documents, http, never, () => undefined);
    expect([...dead].map(([id, links]) => [id, links.map((link) => link.replace(base, ''))])).toEqual([
      ['a', ['/gone']],
      ['b', ['/gone', 'http://127.0.0.1:1/x']],
    ]);
    expect([checked, asking.filter((one) => one === 'HEAD /gone').length]).toEqual([5, 1]);
    expect(
      staleIn(documents, [], { ...options, deadLinks: dead }).map(({ id, why, links }) => [id, why, links?.length]),
    ).toEqual([
      ['a', 'dead_link', 1],
      ['b', 'dead_link', 2],
    ]);
    await http.close();
    await new Promise((resolve) => server.close(resolve));
  });
});
