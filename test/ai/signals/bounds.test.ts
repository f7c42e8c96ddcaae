import fc from 'fast-check';
import { complaintIn } from '../../../src/ai/signals/complaint';
import { readSignals } from '../../../src/ai/signals/read-signals';

const LENGTH = 100_000;
const filled = (piece: string): string => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);

describe('whatever a customer pastes', () => {
  /** Each once took a rule of this kind somewhere minutes; a rule that goes wrong runs into the test's time limit. */
  const pieces = [
    '\n',
    ' ',
    '\t\n ',
    '"',
    "'",
    '« ',
    '> ',
    '<',
    '!',
    '?!',
    '.',
    ',',
    '-',
    'a',
    'a ',
    "a'",
    "don't ",
    '1',
    '1 ',
    '1-',
    '١',
    'agent ',
    'agent, ',
    'no ',
    'i want ',
    'talk to ',
    'to the ',
    'ignore all ',
    'system: ',
    'mother my ',
    'GB82 WEST ',
    '我要',
    '人工',
    'オペレーターに',
    'اريد ',
    'किसी ',
    '상담원 ',
    'é',
    '\u0301',
    '\u200b',
    '😡',
    '\ud83d',
    'x@x.',
    'a@',
    'a1a',
    'a b ',
    'a.b.',
    'aaaa@aaaa.',
    'http://',
    'says delivered ',
    'not was wrong item ',
    'missing a ',
    'als steht nicht ',
  ];

  it.each(pieces.map((piece) => [JSON.stringify(piece), piece] as const))('100 kB of %s is read', (_, piece) => {
    expect(readSignals(filled(piece), { language: null }).frustration).toBeGreaterThanOrEqual(0);
    expect([true, false, undefined]).toContain(complaintIn(filled(piece))?.happened);
  });

  it('is read without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const { frustration, asksForPerson } = readSignals(text, { language: null });
        expect(frustration >= 0 && frustration <= 1).toBe(true);
        expect(['explicit', 'weak', 'no']).toContain(asksForPerson);
      }),
    );
  });

  it('is read the same every time', () => {
    const text = 'Please let me talk to a person about order 1043!';
    expect(readSignals(text, { language: null })).toEqual(readSignals(text, { language: null }));
  });
});
