import { stopwords as danish } from '@orama/stopwords/danish';
import { stopwords as dutch } from '@orama/stopwords/dutch';
import { stopwords as english } from '@orama/stopwords/english';
import { stopwords as finnish } from '@orama/stopwords/finnish';
import { stopwords as french } from '@orama/stopwords/french';
import { stopwords as german } from '@orama/stopwords/german';
import { stopwords as hungarian } from '@orama/stopwords/hungarian';
import { stopwords as indonesian } from '@orama/stopwords/indonesian';
import { stopwords as italian } from '@orama/stopwords/italian';
import { stopwords as portuguese } from '@orama/stopwords/portuguese';
import { stopwords as romanian } from '@orama/stopwords/romanian';
import { stopwords as spanish } from '@orama/stopwords/spanish';
import { stopwords as swedish } from '@orama/stopwords/swedish';
import { stopwords as turkish } from '@orama/stopwords/turkish';
import { LEXICONS } from './lexicons/all';
import { fold } from './text';

/** The little words that a sentence of the language can hardly do without; few of them suffice to tell it. */
const FUNCTION_WORDS: Readonly<Record<string, string>> = {
  en: `
    the a an and of to in is it you that i my for on with this have be are was not do does did can could would will
    what when where how why your from at by or but if me we there they has had been which who about just get got its
    im dont cant ive id youre please want need any some out up so all no yes as than then thanks hello hi order send
    after before still more only much many long take takes never should isnt doesnt didnt wont arent`,
  es: `
    el la los las un una unos y de que en es no se lo por con para mi su al del como pero mas este esta esto hay
    cuando donde quien cual cuanto muy ya yo me te le nos si porque tengo quiero puedo tiene hacer ser estar fue son
    era ha he han hola gracias todavia tambien desde hasta sobre entre sin soy estoy eso ese esa algo nada favor
    quisiera necesito puede pueden tienen llego pedido dias ustedes usted`,
  fr: `
    le la les un une des et de du que qui en est ne pas se ce il elle je tu vous nous on mon ma mes votre vos pour
    par avec sur dans au aux ou mais si plus tres cette ces quand comment combien pourquoi quel quelle c j l d n qu
    s m t ai as a avez avons etre avoir fait faire peux puis veux voudrais bonjour merci toujours encore aussi sans
    chez depuis jour jours commande suis sont etait y moi leur ca est-ce`,
  de: `
    der die das den dem des ein eine einen einem einer und ist nicht ich sie du er es wir ihr mich mir mein meine
    meinen meiner ihre ihren euer eure zu zum zur mit fur auf von vom bei im in an am aus als auch wie was wann wo
    wer warum wenn dass oder aber noch nur schon sehr kann konnen habe haben hat hatte war wird werden will mochte
    bitte danke hallo kein keine keinen nach vor uber unter bis seit gibt gerne mehr bin sind wurde muss soll hier
    da so um man bestellung lange welche meinem ihnen`,
  pt: `
    o a os as um uma e de do da dos das em no na nos nas que nao se por com para pra meu minha seu sua ao mais mas
    este esta isso isto esse essa como quando onde quem qual quanto muito ja eu me voce voces vc te lhe sim porque
    tenho quero posso tem fazer ser estar foi sao era ha oi ola bom dia boa tarde obrigado obrigada ainda tambem
    desde ate sobre entre sem sou estou algo nada gostaria preciso pode podem pedido dias ou depois pelo pela`,
  it: `
    il lo la i gli le un uno una e di del della dei delle che in non si per con mio mia mi ti ci vi al alla come ma
    piu questo questa quando dove chi quale quanto molto gia io tu lei noi voi se perche ho hai ha abbiamo avete
    hanno posso vorrei voglio fare essere sono era stato ciao buongiorno salve grazie ancora anche da dal dalla su
    sul nel nella senza cosa qualcosa o c l d po bisogno ordine giorni vostro vostra puo potete devo`,
  nl: `
    de het een en van ik je jij u hij zij ze we wij jullie mijn uw jouw te in is niet dat die dit er op aan met voor
    om bij naar uit als ook maar of hoe wat wanneer waar wie waarom kan kunnen heb hebben heeft had was wordt worden
    wil graag hallo bedankt dank geen nog wel al zeer heel meer mij me ben zijn werd moet hier daar over tot door
    sinds na zo dan nu iets niets kunt bestelling dagen lang hoeveel mag zou`,
  sv: `
    och att det som en ett jag du han hon vi ni de den inte med for pa av till ar har kan vill min mitt mina er era
    nar var hur vad om eller men fran mig dig hej tack bestallning`,
  da: `
    og at det som en et jeg du han hun vi i de den ikke med for pa af til er har kan vil min mit mine jeres hvornar
    hvor hvordan hvad om eller men fra mig dig hej tak bestilling`,
  pl: `
    i w nie na z do sie to jest ze co jak mam moje moja moj czy kiedy gdzie ale dla od za przez prosze dziekuje
    czesc dzien dobry chce moge zamowienie jestem po mnie ten ta tego`,
  tr: `
    ve bir bu su da de ne icin ile mi mu cok ben sen siz biz benim var yok nasil neden nerede zaman kadar ama gibi
    daha istiyorum merhaba lutfen tesekkurler siparis siparisim geldi gelmedi degil olan sonra once hic`,
  ro: `
    si de la in nu este sunt cu pe un o ce care pentru mai dar cand unde cum cat eu tu voi noi meu mea am ai are
    vreau pot buna multumesc comanda va rog din sa`,
  id: `
    yang dan di ke dari ini itu saya anda kamu tidak ada untuk dengan apa bagaimana kapan berapa bisa mau sudah
    belum akan pesanan terima kasih halo tolong kami nya`,
};

const STOPWORDS: Readonly<Record<string, readonly string[]>> = {
  da: danish,
  de: german,
  en: english,
  es: spanish,
  fi: finnish,
  fr: french,
  hu: hungarian,
  id: indonesian,
  it: italian,
  nl: dutch,
  pt: portuguese,
  ro: romanian,
  sv: swedish,
  tr: turkish,
};

const requestWords = (language: string): readonly string[] =>
  [...(LEXICONS.find((lexicon) => lexicon.language === language)?.phrases.keys() ?? [])].flatMap((phrase) =>
    phrase.split(' '),
  );

/** Languages that can be told apart, each with the words that tell it: its most frequent ones, and those of requests. */
export const languageWords = (): ReadonlyMap<
  string,
  { readonly little: readonly string[]; readonly all: readonly string[] }
> =>
  new Map(
    [...new Set([...Object.keys(FUNCTION_WORDS), ...Object.keys(STOPWORDS)])].map((language) => {
      const little = unique([...(FUNCTION_WORDS[language] ?? '').split(/\s+/), ...requestWords(language)]);
      return [language, { little, all: unique([...little, ...(STOPWORDS[language] ?? [])]) }];
    }),
  );

const unique = (words: readonly string[]): string[] => [
  ...new Set(words.map(fold).filter((word) => /^[a-z]+$/.test(word))),
];
