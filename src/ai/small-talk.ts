import { shortAnswer } from './signals/short-answers';
import { fold, isWord, wordsOf } from './signals/text';
import { verbose } from './verbose';

/** What needs no search: a greeting, thanks, a plain yes or no, a question about the bot itself. */
export type SmallTalk = 'greeting' | 'thanks' | 'yes' | 'no' | 'identity';

const list = (words: string): ReadonlySet<string> =>
  new Set(
    words
      .split(/[,\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  );

const GREETINGS = list(`
  hi, hello, hey, hiya, hey there, hi there, hello there, good morning, good afternoon, good evening, good day,
  morning, evening, howdy, yo, sup, how are you, how are you doing, hows it going, whats up, greetings, start,
  /start, hola, buenas, buenos dias, buenas tardes, buenas noches, que tal, como estas, bonjour, bonsoir, salut,
  coucou, ca va, comment allez vous, hallo, guten tag, guten morgen, guten abend, moin, servus, gruss gott, wie geht
  es ihnen, wie gehts, ola, oi, bom dia, boa tarde, boa noite, tudo bem, e ai, ciao, salve, buongiorno, buonasera,
  come stai, come va, hoi, goedemorgen, goedemiddag, goedenavond, goedendag, dag, hoe gaat het, привет,
  здравствуйте, добрый день, merhaba, selam, iyi gunler, 你好, 您好, こんにちは, こんばんは, 안녕하세요, 안녕, مرحبا, السلام عليكم,
  नमस्ते, namaste, 👋`);

const FOLLOWERS = list(
  'there, all, team, everyone, guys, again, bot, sir, madam, please, a todos, alle, zusammen, allemaal, a tutti, pessoal, tout le monde',
);

const IDENTITY: readonly RegExp[] = [
  verbose(
    String.raw`\b(?:are|r) (?:you|u) (?:\w+ ){0,3}(?:bot|robot|human|person|real|machine|computer|ai|chatbot|alive|
      automated|chatgpt)\b`,
  ),
  verbose(
    String.raw`\bam i (?:\w+ ){0,2}(?:talking|speaking|chatting|texting|writing)\b.{0,30}\b(?:bot|robot|human|person|
      machine|computer|ai|someone)\b`,
  ),
  /\b(?:is|are) (?:this|there) (?:\w+ ){0,2}(?:a |an )?(?:bot|robot|automated|machine|ai|chatbot)\b/u,
  /^(?:so )?(?:who|what) (?:are|r) (?:you|u)\W*$/u,
  verbose(
    String.raw`\b(?:eres|es usted|sos) (?:\S+ ){0,2}(?:robot|bot|humano|persona|real|maquina|ia)\b|
      \bestoy hablando con (?:un|una) (?:robot|bot|persona|humano|maquina)\b|^¿?quien eres\W*$`,
  ),
  verbose(
    String.raw`\b(?:es-tu|etes-vous|tu es|vous etes) (?:\S+ ){0,2}(?:robot|bot|humain|humaine|personne|machine|ia)\b|
      \bje parle (?:a|avec) (?:un|une) (?:\S+ )?(?:robot|bot|humain|personne|machine)\b|^(?:qui etes-vous|
      qui es-tu)\W*$`,
  ),
  verbose(
    String.raw`\b(?:bist du|sind sie) (?:\S+ ){0,2}(?:bot|roboter|mensch|maschine|computer|ki|echt)\b|\b(?:spreche|
      schreibe|rede|chatte) ich (?:\S+ ){0,2}mit (?:\S+ ){0,2}(?:bot|roboter|menschen|maschine|computer|ki|
      person)\b|^wer bist du\W*$|^wer sind sie\W*$`,
  ),
  verbose(
    String.raw`\b(?:voce e|vc e|es) (?:\S+ ){0,2}(?:robo|robot|bot|humano|humana|pessoa|maquina|ia)\b|\b(?:estou|
      to) (?:falando|a falar) com (?:\S+ )?(?:robo|bot|humano|pessoa|maquina)\b|^quem e voce\W*$`,
  ),
  verbose(
    String.raw`\b(?:sei|lei e|siete) (?:\S+ ){0,2}(?:robot|bot|umano|umana|persona|macchina|ia)\b|
      \bsto parlando con (?:\S+ )?(?:robot|bot|umano|persona|macchina)\b|^chi sei\W*$`,
  ),
  verbose(
    String.raw`\b(?:ben je|ben jij|bent u) (?:\S+ ){0,2}(?:bot|robot|mens|persoon|machine|computer|ai|echt)\b|\b(?:praat|
      spreek|chat) ik (?:\S+ ){0,2}met (?:\S+ ){0,2}(?:bot|robot|mens|persoon|machine|computer)\b|
      ^wie ben je\W*$`,
  ),
  verbose(
    String.raw`ты бот|вы бот|ты робот|вы робот|ты человек|вы человек|robot musun|bot musun|insan misin|你是(?:不是)?(?:机器人|
      機器人|真人|人)|(?:ロボット|ボット|人間|ai)(?:です|なの|か)|봇이|사람이(?:에요|야|세요|ㄴ가요)|هل انت (?:روبوت|انسان|بوت)|क्या (?:आप|
      तुम) (?:\S+ )?(?:रोबोट|बॉट|इंसान)`,
  ),
];

/** Null: there is something to answer. */
export function smallTalkIn(text: string): SmallTalk | null {
  const folded = fold(text);
  if (folded.length <= 200 && IDENTITY.some((question) => question.test(folded))) return 'identity';
  const words = wordsOf(folded).filter(isWord);
  if (isGreeting(words, folded)) return 'greeting';
  const { affirms, thanks, denies } = shortAnswer(wordsOf(folded), folded);
  if (denies) return 'no';
  if (thanks) return 'thanks';
  return affirms ? 'yes' : null;
}

function isGreeting(words: readonly string[], folded: string): boolean {
  if (GREETINGS.has(folded.trim())) return true;
  let greeted = false;
  for (let at = 0; at < words.length; ) {
    const length = [4, 3, 2, 1].find((n) => GREETINGS.has(words.slice(at, at + n).join(' ')));
    if (length === undefined && !FOLLOWERS.has(words[at] ?? '')) return false;
    greeted ||= length !== undefined;
    at += length ?? 1;
  }
  return greeted;
}

/** "Hi, where is my order" is about the order. */
export function withoutGreeting(text: string): string {
  return text.replace(
    verbose(
      String.raw`^\s*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|hola|buenas(?: tardes| noches)?|
        buenos d[ií]as|bonjour|bonsoir|salut|hallo|guten (?:tag|morgen|abend)|moin|ol[aá]|oi|bom dia|
        boa (?:tarde|noite)|ciao|salve|buongiorno|buonasera|hoi|goedemorgen|goedemiddag|
        goedenavond)\b(?:\s+(?:there|team|all))?[\s,.!:-]*`,
      'iu',
    ),
    '',
  );
}
