import { fold, isWord, wordsOf } from './text';

/** The little words that a sentence of the language can hardly do without; few of them suffice to tell it. */
const FUNCTION_WORDS: Readonly<Record<string, string>> = {
  en: `the a an and of to in is it you that i my for on with this have be are was not do does did can could would will what when where how why your from at by or but if me we there they has had been which who about just get got its im dont cant ive id youre please want need any some out up so all no yes as than then thanks hello hi order send after before still more only much many long take takes never should isnt doesnt didnt wont arent`,
  es: `el la los las un una unos y de que en es no se lo por con para mi su al del como pero mas este esta esto hay cuando donde quien cual cuanto muy ya yo me te le nos si porque tengo quiero puedo tiene hacer ser estar fue son era ha he han hola gracias todavia tambien desde hasta sobre entre sin soy estoy eso ese esa algo nada favor quisiera necesito puede pueden tienen llego pedido dias ustedes usted`,
  fr: `le la les un une des et de du que qui en est ne pas se ce il elle je tu vous nous on mon ma mes votre vos pour par avec sur dans au aux ou mais si plus tres cette ces quand comment combien pourquoi quel quelle c j l d n qu s m t ai as a avez avons etre avoir fait faire peux puis veux voudrais bonjour merci toujours encore aussi sans chez depuis jour jours commande suis sont etait y moi leur ca est-ce`,
  de: `der die das den dem des ein eine einen einem einer und ist nicht ich sie du er es wir ihr mich mir mein meine meinen meiner ihre ihren euer eure zu zum zur mit fur auf von vom bei im in an am aus als auch wie was wann wo wer warum wenn dass oder aber noch nur schon sehr kann konnen habe haben hat hatte war wird werden will mochte bitte danke hallo kein keine keinen nach vor uber unter bis seit gibt gerne mehr bin sind wurde muss soll hier da so um man bestellung lange welche meinem ihnen`,
  pt: `o a os as um uma e de do da dos das em no na nos nas que nao se por com para pra meu minha seu sua ao mais mas este esta isso isto esse essa como quando onde quem qual quanto muito ja eu me voce voces vc te lhe sim porque tenho quero posso tem fazer ser estar foi sao era ha oi ola bom dia boa tarde obrigado obrigada ainda tambem desde ate sobre entre sem sou estou algo nada gostaria preciso pode podem tem pedido dias ou foi depois pelo pela`,
  it: `il lo la i gli le un uno una e di del della dei delle che in non si per con mio mia mi ti ci vi al alla come ma piu questo questa quando dove chi quale quanto molto gia io tu lei noi voi se perche ho hai ha abbiamo avete hanno posso vorrei voglio fare essere sono e era stato ciao buongiorno salve grazie ancora anche da dal dalla su sul nel nella senza cosa qualcosa o c l d un po bisogno ordine giorni vostro vostra avete puo potete devo`,
  nl: `de het een en van ik je jij u hij zij ze we wij jullie mijn uw jouw te in is niet dat die dit er op aan met voor om bij naar uit als ook maar of hoe wat wanneer waar wie waarom kan kunnen heb hebben heeft had was wordt worden wil graag hallo bedankt dank geen nog wel al zeer heel meer mij me ben zijn werd moet hier daar over tot door sinds na zo dan nu iets niets kunt bestelling dagen lang hoeveel mag zou`,
  sv: `och att det som en ett jag du han hon vi ni de den inte med for pa av till ar har kan vill min mitt mina er era nar var hur vad om eller men fran mig dig hej tack bestallning`,
  da: `og at det som en et jeg du han hun vi i de den ikke med for pa af til er har kan vil min mit mine jeres hvornar hvor hvordan hvad om eller men fra mig dig hej tak bestilling`,
  pl: `i w nie na z do sie to jest ze co jak mam moje moja moj czy kiedy gdzie ale dla od za przez prosze dziekuje czesc dzien dobry chce moge zamowienie jestem po mnie ten ta tego`,
  tr: `ve bir bu su da de ne icin ile mi mu cok ben sen siz biz benim var yok nasil neden nerede zaman kadar ama gibi daha istiyorum merhaba lutfen tesekkurler siparis siparisim geldi gelmedi degil olan sonra once hic`,
  ro: `si de la in nu este sunt cu pe un o ce care pentru mai dar cand unde cum cat eu tu voi noi meu mea am ai are vreau pot buna multumesc comanda va rog din sa`,
  id: `yang dan di ke dari ini itu saya anda kamu tidak ada untuk dengan apa bagaimana kapan berapa bisa mau sudah belum akan pesanan terima kasih halo tolong kami nya`,
};

/** Letters that only some of these languages write; read before accents are folded away. */
const LETTERS: readonly (readonly [RegExp, string])[] = [
  [/[ñ¿¡]/giu, 'es'],
  [/[ãõ]/giu, 'pt'],
  [/ß|[äü]/giu, 'de'],
  [/[èêëîïûœ]|ç[ae]/giu, 'fr'],
  [/[ìò]/giu, 'it'],
  [/[åæø]/giu, 'da'],
  [/å|ä/giu, 'sv'],
  [/[ąęłśźżć]/giu, 'pl'],
  [/[ğşı]/giu, 'tr'],
  [/[ășț]/giu, 'ro'],
  [/\bij|ij\b/giu, 'nl'],
];

/** Scripts that stand for a language; the first that makes up a good part of the letters is taken. */
const SCRIPTS: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, () => 'ja'],
  [/\p{Script=Hangul}/gu, () => 'ko'],
  [/\p{Script=Han}/gu, () => 'zh'],
  [/\p{Script=Arabic}/gu, (text) => (/[پچژگ]/u.test(text) ? 'fa' : 'ar')],
  [/\p{Script=Cyrillic}/gu, (text) => (/[іїєґ]/iu.test(text) ? 'uk' : 'ru')],
  [/\p{Script=Devanagari}/gu, () => 'hi'],
  [/\p{Script=Greek}/gu, () => 'el'],
  [/\p{Script=Hebrew}/gu, () => 'he'],
  [/\p{Script=Thai}/gu, () => 'th'],
];

const MIN_SHARE_OF_SCRIPT = 0.3;
const MIN_LETTERS = 20;
const MIN_SCORE = 1.5;
/** How far ahead of the second language the first must be. */
const MIN_LEAD = 1.35;
/** A letter of its own counts as much as most of a word. */
const LETTER_WEIGHT = 0.75;

const LANGUAGES_OF = new Map<string, string[]>();
for (const [language, list] of Object.entries(FUNCTION_WORDS)) {
  for (const word of new Set(list.split(/\s+/))) LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), language]);
}

/** A language shows in its first lines. */
const MAX_SAMPLE = 800;

/** ISO 639-1; null when the text is too short or fits two languages alike. `expected` wins a near tie. */
export function detectLanguage(whole: string, expected: string | null): string | null {
  const text = whole.slice(0, MAX_SAMPLE);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return null;
  for (const [script, language] of SCRIPTS) {
    const found = text.match(script)?.length ?? 0;
    if (found >= 2 && found / letters >= MIN_SHARE_OF_SCRIPT) return language(text);
  }
  return letters < MIN_LETTERS ? null : latinLanguage(text, expected);
}

function latinLanguage(text: string, expected: string | null): string | null {
  const scores = new Map<string, number>();
  const add = (language: string, weight: number) => scores.set(language, (scores.get(language) ?? 0) + weight);
  for (const word of wordsOf(fold(text))) {
    if (!isWord(word)) continue;
    const languages = LANGUAGES_OF.get(word) ?? [];
    // A word of one language says most; one that five share says little.
    for (const language of languages) add(language, 1 / languages.length);
  }
  for (const [letter, language] of LETTERS) add(language, Math.min(3, text.match(letter)?.length ?? 0) * LETTER_WEIGHT);
  const [first, second] = [...scores].sort((a, b) => b[1] - a[1]);
  if (first === undefined || first[1] < MIN_SCORE) return null;
  if (second === undefined || first[1] >= second[1] * MIN_LEAD) return first[0];
  return expected === first[0] || expected === second[0] ? expected : null;
}
