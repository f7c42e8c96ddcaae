import { readSignals } from '../../../src/ai/signals/read-signals';
import type { Signals } from '../../../src/domain/conversation/signals';

const read = (text: string, language: string | null = null): Signals => readSignals(text, { language });

describe('topics that only people handle', () => {
  it.each([
    ['legal', 'You will hear from my lawyer'],
    ['legal', 'then we will see you in court'],
    ['legal', 'voy a denunciarlos'],
    ['legal', 'je saisirai la justice, mon avocat est prévenu'],
    ['legal', 'ich schalte die Verbraucherzentrale ein'],
    ['legal', 'vou abrir uma queixa no Procon'],
    ['legal', 'il mio avvocato vi scriverà'],
    ['legal', 'ik doe aangifte'],
    ['fraud', 'there is an unauthorized payment on my card'],
    ['fraud', 'I never placed this order'],
    ['fraud', 'han clonado mi tarjeta, esto es una estafa'],
    ['fraud', 'on a piraté mon compte'],
    ['fraud', 'das war Betrug'],
    ['fraud', '我的卡被盗刷了'],
    ['safety', 'my stove caught fire in the tent'],
    ['safety', 'I do not want to live anymore'],
    ['safety', 'mi hijo está en el hospital por culpa de la estufa'],
    ['safety', 'der Kocher ist explodiert'],
    ['bereavement', 'my father passed away and I found this order'],
    ['bereavement', 'my wife suddenly died in March'],
    ['bereavement', 'mein Mann ist verstorben'],
    ['bereavement', 'ma mère est décédée'],
    ['bereavement', 'minha avó faleceu'],
  ] as const)('%s: %s', (topic, text) => {
    expect(read(text).highStakes).toBe(topic);
  });

  it.each([
    'the battery died after a week',
    'I am dying to try it',
    'do these work on a tennis court',
    'can I use the stove over a campfire',
    'this climb is killing me',
    'you are late with my parcel',
    'is wild camping legal in Scotland',
    'my card was declined',
    '"my lawyer will sue" is what the song says',
  ])('not: %s', (text) => {
    expect(read(text).highStakes).toBeNull();
  });

  it('puts a life in danger before everything else', () => {
    expect(read('your stove exploded, my lawyer will sue you').highStakes).toBe('safety');
  });
});

describe('answers', () => {
  it.each([
    'yes',
    'Yes please!',
    'sure, go ahead',
    'ok',
    'sí, por favor',
    'oui volontiers',
    'ja gerne',
    'ja graag',
    'sim',
    'certo',
    '好的',
    'はい',
    '👍',
    'yes thanks',
  ])('"%s" accepts an offer', (text) => {
    expect(read(text).affirms).toBe(true);
  });

  it.each(['yes but first tell me the price', 'no', 'thanks', 'is that ok for you', 'not sure', 'yesterday'])(
    '"%s" does not',
    (text) => {
      expect(read(text).affirms).toBe(false);
    },
  );

  it.each([
    'thanks',
    'Thank you so much for your help!',
    'ok great',
    'perfect, that helped',
    'gracias',
    'merci beaucoup',
    'vielen Dank',
    'obrigada',
    'grazie mille',
    'dank je wel',
    'no thanks',
    '谢谢',
    '🙏',
    'ok',
  ])('"%s" needs no answer', (text) => {
    expect(read(text).justThanks).toBe(true);
  });

  it.each(['thanks, and what about the boots?', 'great tent', 'thanks for nothing, it is still broken', 'yes'])(
    '"%s" does',
    (text) => {
      expect(read(text).justThanks).toBe(false);
    },
  );

  it.each([
    'no',
    "that's not it",
    'that did not help',
    'still not working',
    'I already tried that',
    'not what I asked',
    'eso no me sirve',
    "ce n'est pas ça",
    'das hilft mir nicht',
    'isso não resolveu',
    'non è questo',
    'dat helpt niet',
    'это не помогло',
    '没用',
  ])('"%s" says that the last answer did not help', (text) => {
    expect(read(text).rejectsAnswer).toBe(true);
  });

  it.each([
    'no idea which size I need',
    'the zip does not close',
    'no, it is a new one',
    'my jacket is not waterproof anymore',
    'do you have no larger size',
  ])('"%s" is a problem of its own', (text) => {
    expect(read(text).rejectsAnswer).toBe(false);
  });

  it.each([
    'help',
    'HELP!',
    'I need help',
    'ayuda',
    'Hilfe bitte',
    "j'ai besoin d'aide",
    'aiuto',
    'hulp',
    'ajuda',
    'menu',
  ])('"%s" alone brings the menu', (text) => {
    expect(read(text).bareHelp).toBe(true);
  });

  it.each(['help me find my parcel', 'help with returns', 'can you help me with the size'])(
    '"%s" is a question',
    (text) => {
      expect(read(text)).toMatchObject({ bareHelp: false, asksForPerson: 'no' });
    },
  );
});

describe('frustration', () => {
  const annoyed = [
    'this is ridiculous',
    'WHERE IS MY PARCEL, THIS IS A JOKE!!!',
    'I have been waiting for 3 weeks and nobody answers',
    'oh great, another useless bot',
    'das ist eine Unverschämtheit',
    "c'est scandaleux",
    'esto es una vergüenza, qué asco',
  ];
  const calm = [
    'where is my order',
    'my tent pole is broken, can you repair it',
    'not bad at all, thanks',
    'kannst du mir mal helfen',
    'quando chega o meu pedido',
    'MY ORDER IS A1043',
    'is one tent enough for two',
    'pas mal',
  ];

  it.each(annoyed)('is heard in: %s', (text) => {
    expect(read(text).frustration).toBeGreaterThanOrEqual(0.25);
  });

  it.each(calm)('is not heard in: %s', (text) => {
    expect(read(text).frustration).toBeLessThan(0.31);
  });

  it('stays between 0 and 1 however angry', () => {
    expect(read(`${annoyed.join(' ')} fuck shit 😡😡`).frustration).toBe(1);
    expect(read('').frustration).toBe(0);
  });
});

describe('language', () => {
  it.each([
    ['en', 'how long does it take until my jacket gets here'],
    ['es', 'quiero cambiar la talla de mis botas'],
    ['fr', 'je voudrais échanger mes chaussures'],
    ['de', 'wie lange dauert der Versand nach Wien'],
    ['pt', 'quanto tempo demora a entrega em Lisboa'],
    ['it', 'quanto costa la spedizione a Milano'],
    ['nl', 'hoeveel kost het om dit te verzenden'],
    ['sv', 'Var är mitt paket, jag har väntat länge'],
    ['pl', 'gdzie jest moja paczka, czekam od tygodnia'],
    ['tr', 'siparişim nerede kaldı acaba'],
    ['ru', 'где моя посылка'],
    ['uk', 'де моя посилка, її досі немає'],
    ['zh', '我的包裹在哪里'],
    ['ja', '荷物はどこですか'],
    ['ko', '택배가 어디에 있나요'],
    ['ar', 'أين طلبي'],
    ['hi', 'मेरा ऑर्डर कहाँ है'],
    ['th', 'สินค้าของฉันอยู่ที่ไหน'],
  ])('%s: %s', (language, text) => {
    expect(read(text).language).toBe(language);
  });

  it.each(['ok', 'hi', '1043', '👍', '', 'hola', 'A1043 / XL'])('is not guessed from "%s"', (text) => {
    expect(read(text).language).toBeNull();
  });

  it('stays with what the conversation is held in where two fit alike', () => {
    const texts = ['quero a camisa verde', 'la camisa verde', 'uma camisa verde', 'camisa verde grande'];
    for (const text of texts) {
      expect(['pt', 'es', null]).toContain(read(text).language);
      if (read(text).language === null) expect(['pt', null]).toContain(read(text, 'pt').language);
    }
  });
});
