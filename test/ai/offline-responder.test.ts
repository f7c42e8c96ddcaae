import { join } from 'node:path';
import { createKnowledgeIndex } from '../../src/ai/knowledge/knowledge-index';
import { createOfflineResponder } from '../../src/ai/offline-responder';
import { loadFolder } from '../../src/knowledge/load-folder';
import type { KnowledgeBase } from '../../src/ports/knowledge-base';
import { orderService } from '../support/order-tools';
import { recordingLog } from './model/support';
import { type Line, type Reply, textOf, turnOf } from './support';

const shop = loadFolder(join(__dirname, '../../src/sandbox/shop')).then(createKnowledgeIndex);
const never = new AbortController().signal;

async function answerTo(lines: readonly Line[], language: string | null = 'en'): Promise<Reply> {
  const result = await createOfflineResponder(await shop).respond(turnOf(lines, { language }), never);
  if (result.type !== 'reply') throw new Error('The offline responder never hands off by itself.');
  return result;
}

const asked = (...texts: readonly string[]): Line[] => texts.map((text) => ['customer', text]);

describe('an answer', () => {
  it('quotes the passage that answers, word for word, with its source', async () => {
    const reply = await answerTo(asked('how long does express delivery take?'));
    expect(reply.kind).toBe('answer');
    expect(textOf(reply)).toContain('From Shipping in the UK, “How long delivery takes”:');
    expect(textOf(reply)).toContain('Express delivery arrives the next working day if you order before 14:00');
    expect(textOf(reply)).toContain('More: https://tarnandtimber.example/help/shipping');
    expect(reply.sources).toEqual([
      {
        ...{ title: 'Shipping in the UK', url: 'https://tarnandtimber.example/help/shipping' },
        passage: { id: expect.any(String), document: 'shipping', version: 1 },
      },
    ]);
  });

  it('says nothing about the shop that is not in its articles', async () => {
    const articles = (await loadFolder(join(__dirname, '../../src/sandbox/shop'))).map(({ text }) => text).join('\n');
    for (const question of ['can I pay with PayPal', 'how do I wash my rain jacket', 'where is my order']) {
      const { parts } = await answerTo(asked(question));
      const [part] = parts;
      if (part?.type !== 'text') throw new Error('The answer is a text.');
      const quotes = (part.entities ?? []).filter(({ type }) => type === 'quote');
      expect(quotes).toHaveLength(1);
      for (const { offset, length } of quotes) {
        const quoted = part.text.slice(offset, offset + length);
        for (const sentence of quoted.split(/(?<=[.!?])\s+/)) expect(articles).toContain(sentence);
      }
    }
  });

  it('marks its source in bold and reads the same without marks', async () => {
    const { parts } = await answerTo(asked('can I pay with PayPal'));
    const [part] = parts;
    if (part?.type !== 'text') throw new Error('The answer is a text.');
    const bold = (part.entities ?? []).find(({ type }) => type === 'bold');
    expect(part.text.slice(bold?.offset, (bold?.offset ?? 0) + (bold?.length ?? 0))).toBe('Payment methods');
    expect(part.text).not.toMatch(/[*_`#]/);
  });

  it('covers all that was asked since somebody answered', async () => {
    const reply = await answerTo([
      ['customer', 'do you ship to Norway?'],
      ['bot', 'An answer.'],
      ['customer', 'hi'],
      ['customer', 'can I pay with PayPal?'],
      ['notice', 'A notice of Baton itself answers nothing.'],
      ['customer', 'and what does express delivery cost'],
    ]);
    expect(reply.sources.map(({ title }) => title)).toEqual(['Payment methods', 'Shipping in the UK']);
  });

  it('covers two questions of one message', async () => {
    const reply = await answerTo(asked('Can I pay with PayPal? And when is your shop open?'));
    expect(reply.sources.map(({ title }) => title)).toEqual(['Payment methods', 'Our shop and opening hours']);
  });

  it('admits what it leaves open when it answers only a part', async () => {
    const reply = await answerTo(asked('Can I pay with PayPal?', 'Is the Fell boot vegan and glued without solvents?'));
    expect(reply.kind).toBe('answer');
    expect(textOf(reply)).toContain('I am not sure about “Is the Fell boot vegan');
  });

  it('understands a short question by the one before it', async () => {
    const reply = await answerTo([
      ['customer', 'what does delivery cost'],
      ['bot', 'An answer.'],
      ['customer', 'and how long to Switzerland'],
    ]);
    expect(textOf(reply)).toContain('8 to 14 working days');
  });

  it('does not quote the same passage to somebody who says that it did not help', async () => {
    const first = await answerTo(asked('my refund has not arrived'));
    const second = await answerTo([
      ['customer', 'my refund has not arrived'],
      ['bot', first.parts],
      ['customer', 'no, my refund is still not there after three weeks'],
    ]);
    const quoteOf = (reply: Reply): string => textOf(reply).split('\n')[1] ?? '';
    expect(quoteOf(second)).not.toBe(quoteOf(first));
  });

  it('is the same for the same transcript', async () => {
    expect(await answerTo(asked('my parcel is lost'))).toEqual(await answerTo(asked('my parcel is lost')));
  });
});

describe('a clarifying question', () => {
  it('names the articles that may be meant', async () => {
    const reply = await answerTo(asked('i want to exchange my boots for a different size'));
    expect(reply.kind).toBe('clarify');
    expect(textOf(reply)).toMatch(/1\. .+\n2\. .+\nAnswer with the number/);
    expect(reply.sources.length).toBeGreaterThanOrEqual(2);
    expect(reply.sources.length).toBeLessThanOrEqual(3);
  });

  it.each(['1', '2', 'the second? 2', 'No. 1'])('is answered by "%s"', async (choice) => {
    const question: Line = ['customer', 'i want to exchange my boots for a different size'];
    const clarification = await answerTo([question]);
    const reply = await answerTo([question, ['bot', clarification.parts], ['customer', choice]]);
    const number = Number(/\d/.exec(choice)?.[0]);
    expect(reply.kind).toBe('answer');
    expect(reply.sources).toEqual([clarification.sources[number - 1]]);
  });

  it('is answered by the words of a title', async () => {
    const question: Line = ['customer', 'i want to exchange my boots for a different size'];
    const reply = await answerTo([question, ['bot', (await answerTo([question])).parts], ['customer', 'exchanges']]);
    expect(reply.sources[0]?.title).toBe('Exchanges');
  });
});

describe('not knowing', () => {
  it.each(['what is the best restaurant in Paris', 'wo kann ich Fahrräder mieten', 'asdf qwertz'])(
    'is admitted, with a person offered: %s',
    async (question) => {
      const reply = await answerTo(asked(question));
      expect(reply).toMatchObject({ kind: 'no_answer', sources: [] });
      expect(textOf(reply)).toMatch(/I do not want to guess.*person from our team\? Answer "yes"/);
    },
  );

  it('is admitted with an empty knowledge base', async () => {
    const reply = await createOfflineResponder(createKnowledgeIndex([])).respond(turnOf(asked('refunds?')), never);
    expect(reply).toMatchObject({ type: 'reply', kind: 'no_answer' });
  });

  it('is admitted about pictures', async () => {
    const reply = await answerTo([
      ['customer', [{ type: 'media', kind: 'image', mediaType: 'image/jpeg', name: null, bytes: 9, ref: 'x' }]],
    ]);
    expect(reply.kind).toBe('no_answer');
    expect(textOf(reply)).toContain('I cannot look at pictures');
  });

  it('answers what is written under a picture', async () => {
    const caption = { type: 'text', text: 'can I pay with PayPal' } as const;
    const reply = await answerTo([
      ['customer', [{ type: 'media', kind: 'image', mediaType: null, name: null, bytes: null, ref: 'x', caption }]],
    ]);
    expect(reply.sources[0]?.title).toBe('Payment methods');
  });

  it('is not met with the same question when the customer says no', async () => {
    const reply = await answerTo([...asked('boots size?'), ['bot', 'Is it about'], ['customer', "no, that's not it"]]);
    expect(reply.kind).toBe('no_answer');
    expect(textOf(reply)).toContain('I am sorry that this did not help');
  });
});

describe('a complaint about what came', () => {
  const { tools } = orderService();
  const options = { toolbox: { tools: async () => tools }, vouches: () => true, log: recordingLog() };
  async function complain(text: string, language: string, state: object = {}, knowledge?: KnowledgeBase) {
    const responder = createOfflineResponder(knowledge ?? (await shop), options);
    const result = await responder.respond(turnOf(asked(text), { language, ...state }), never);
    if (result.type !== 'reply') throw new Error('A complaint is answered in words.');
    return result;
  }
  const photos = 'Tell us within 14 days with your order number and photos of the item and the box.';

  it.each([
    ['en', 'My order 1043 arrived broken', 'I am sorry that this went wrong.'],
    ['es', 'Mi pedido 1043 llegó roto', 'Siento mucho que haya salido mal.'],
    ['fr', 'Ma commande 1043 est arrivée cassée', 'Je suis désolé que cela se soit mal passé.'],
    ['de', 'Meine Bestellung 1043 ist kaputt angekommen', 'Es tut mir leid, dass da etwas schiefgegangen ist.'],
    ['pt', 'O meu pedido 1043 chegou quebrado', 'Lamento que algo tenha corrido mal.'],
    ['it', 'Il mio ordine 1043 è arrivato rotto', 'Mi dispiace che qualcosa sia andato storto.'],
    ['nl', 'Mijn bestelling 1043 is kapot aangekomen', 'Wat vervelend dat dit is misgegaan.'],
  ])(
    'is answered by what the articles say to it, never by where the order is (%s): %s',
    async (language, text, sorry) => {
      const reply = await complain(text, language);
      expect(reply.kind).toBe('answer');
      expect(textOf(reply).startsWith(`${sorry}\n\n`)).toBe(true);
      expect(textOf(reply)).toContain(photos);
      expect(textOf(reply)).not.toMatch(/November|noviembre|Novem/);
      expect(reply.sources.map(({ title }) => title)).toEqual(['Damaged, wrong or missing items']);
    },
  );

  it.each([
    ['You sent me the wrong item for order 1043', 'Send us a photo of what you got.'],
    ['One item is missing from my order 1043', 'tell us which item is missing and we send it again'],
    ['Order 1043 says delivered but I never got it', 'ask your neighbours first'],
  ])('finds the section that is meant: %s', async (text, said) => {
    expect(textOf(await complain(text, 'en'))).toContain(said);
  });

  it('keeps the facts of the order for whoever reads it next', async () => {
    expect((await complain('My order 1043 arrived broken', 'en')).lookups).toMatchObject([
      { tool: 'order_status', outcome: 'done', args: { order: '1043' } },
    ]);
  });

  it('is answered first, and then another question of the same message', async () => {
    const reply = await complain('The mug from order 1044 arrived broken. And where is my order 1043?', 'en');
    expect(textOf(reply)).toContain(photos);
    expect(reply.parts.at(-1)).toMatchObject({ text: expect.stringMatching(/^Order 1043 was shipped/) });
  });

  it('leaves the question that was being asked', async () => {
    const pending = {
      ...{ step: 'collecting', tool: 'order_status', given: {}, asking: 'order', asked: 1 },
      ...{ question: 'Which order is it?', at: 0, repeated: false },
    };
    expect(textOf(await complain('1043, it arrived broken', 'en', { pending }))).toContain(photos);
  });

  it('is not regretted before it happens', async () => {
    const reply = await complain('What if my order 1043 arrives broken?', 'en');
    expect(textOf(reply)).not.toContain('sorry');
    expect(textOf(reply)).toContain(photos);
  });

  it('offers a person where the articles say nothing', async () => {
    const reply = await complain('My order 1043 arrived broken', 'en', {}, createKnowledgeIndex([]));
    expect(reply.kind).toBe('no_answer');
    expect(textOf(reply)).toMatch(/^I am sorry that this went wrong\. .*Shall I bring in a person/);
  });
});

describe('small talk', () => {
  it.each([
    ['en', 'hello there!', 'Hello! What can I help you with?'],
    ['en', 'thanks a lot', "You're welcome."],
    ['en', 'are you a bot?', 'I am an AI assistant, not a person.'],
    ['en', 'am I talking to a real human here', 'I am an AI assistant, not a person.'],
    ['es', '¿eres una persona?', 'Soy un asistente de IA, no una persona.'],
    ['fr', 'bonjour', 'Bonjour ! Comment puis-je vous aider ?'],
    ['de', 'bist du ein Mensch?', 'Ich bin ein KI-Assistent, kein Mensch.'],
    ['pt', 'muito obrigado', 'De nada.'],
    ['it', 'sei un robot?', 'Sono un assistente IA, non una persona.'],
    ['nl', 'praat ik met een mens?', 'Ik ben een AI-assistent, geen mens.'],
  ])('is answered briefly and honestly (%s): %s', async (language, text, start) => {
    const reply = await answerTo(asked(text), language);
    expect(reply.kind).toBe('small_talk');
    expect(textOf(reply).startsWith(start)).toBe(true);
  });

  it('does not hide a question', async () => {
    expect((await answerTo(asked('hi, can I pay with PayPal'))).sources[0]?.title).toBe('Payment methods');
  });

  it('speaks English where a language is not there', async () => {
    expect(textOf(await answerTo(asked('hello'), 'sv'))).toBe('Hello! What can I help you with?');
  });
});

describe('after a colleague handed back', () => {
  const lines: Line[] = [
    ['customer', 'my jacket is torn'],
    ['agent', 'Your replacement jacket leaves our warehouse on Friday.'],
    ['note', 'The replacement costs us £80, the customer is difficult.'],
  ];

  it('repeats what the colleague said, word for word and by name', async () => {
    const reply = await answerTo([...lines, ['customer', 'when does my replacement leave?']]);
    expect(reply.kind).toBe('answer');
    expect(textOf(reply)).toContain(
      'My colleague Ana told you:\nYour replacement jacket leaves our warehouse on Friday.',
    );
  });

  it('never repeats a note', async () => {
    const reply = await answerTo([
      ...lines,
      ['customer', 'what does the replacement cost, am I a difficult customer?'],
    ]);
    expect(textOf(reply)).not.toContain('£80');
  });

  it('does not answer other questions with it', async () => {
    expect((await answerTo([...lines, ['customer', 'can I pay with PayPal']])).sources[0]?.title).toBe(
      'Payment methods',
    );
  });
});

describe('an aborted turn', () => {
  it('ends with the reason of the signal', async () => {
    const reason = new Error('A person took over.');
    await expect(
      createOfflineResponder(await shop).respond(turnOf(asked('refund?')), AbortSignal.abort(reason)),
    ).rejects.toBe(reason);
  });

  it('ends although the search goes on', async () => {
    const controller = new AbortController();
    const knowledge: KnowledgeBase = {
      async search(...query) {
        controller.abort(new Error('The customer wrote again.'));
        return (await shop).search(...query);
      },
    };
    await expect(
      createOfflineResponder(knowledge).respond(turnOf(asked('refund?')), controller.signal),
    ).rejects.toThrow('The customer wrote again.');
  });
});
