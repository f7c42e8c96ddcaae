import { verbose } from '../verbose';

/** "That's not it", "still not working", "you misunderstood": the answer before did not help. Folded text, short messages. */
const REJECTIONS: readonly RegExp[] = [
  verbose(
    String.raw`\b(?:thats|that's|that is|this is|its|it's) (?:not|isn't|isnt) (?:it|what|right|correct|true|helpful|
      helping|my|the (?:answer|question|problem|issue)|an answer)`,
  ),
  verbose(
    String.raw`\b(?:that|this|it|which|you|u)?\s*(?:did not|didn't|didnt|does not|doesn't|doesnt|do not|don't|dont|isn't|
      isnt|not) (?:really |actually |even )?(?:help|helping|helpful|answer(?:ing)?|solve|understand me|get it|
      get what i)\b`,
  ),
  verbose(
    String.raw`\bnot (?:what i (?:asked|meant|mean|need|needed|wanted|was asking|am asking|said)|helpful|helping|useful|
      my question)\b`,
  ),
  /\bstill (?:not|doesn't|doesnt|does not|isn't|isnt|won't|wont|broken|nothing|the same|no|can't|cant|having)\b/u,
  verbose(
    String.raw`\b(?:wrong answer|unhelpful|useless answer|no help|you misunderstood|you misunderstand|you're wrong|
      youre wrong|you are wrong|that's wrong|thats wrong|that is wrong|that's incorrect|try again|same answer)\b`,
  ),
  verbose(
    String.raw`\b(?:already|just) (?:tried|did|done|read|know|told you) (?:that|this|it|all)\b|\b(?:i|ive|i've|
      i have) (?:already )?tried (?:that|this|it|everything)\b|\b(?:that|this|it) (?:didn't|didnt|did not|
      doesn't|doesnt|does not) work\b`,
  ),
  /^no[ ,.!]+(?:that'?s (?:not|wrong)|not|i mean|i meant|i asked|i was asking|i said)\b/u,
  verbose(
    String.raw`\b(?:eso no|no es eso|no es lo que|no me (?:ayuda|sirve|ha servido|sirvio|entiendes|has entendido)|
      no responde|no has respondido|sigue sin|todavia no funciona|aun no funciona|ya lo (?:probe|intente|hice)|
      eso ya lo|respuesta equivocada)\b`,
  ),
  verbose(
    String.raw`\b(?:ce n'est pas (?:ca|ce que|la (?:question|reponse))|c'est pas (?:ca|ce que)|ca ne (?:m'aide|marche|
      fonctionne|repond)|ca n'aide pas|ca m'aide pas|ca marche (?:toujours )?pas|(?:ne )?(?:marche|
      fonctionne) toujours pas|toujours pas|j'ai deja (?:essaye|fait)|vous n'avez pas (?:compris|repondu)|
      tu n'as pas (?:compris|repondu)|mauvaise reponse)\b`,
  ),
  verbose(
    String.raw`\b(?:das ist (?:es )?nicht(?: das)?|das (?:hilft|half|beantwortet|lost|stimmt|
      war) (?:mir )?(?:leider )?(?:nicht|nichts)|hilft mir nicht|das meinte ich nicht|
      das habe ich nicht (?:gefragt|gemeint)|nicht was ich|(?:geht|funktioniert|
      klappt) (?:immer )?noch (?:immer )?nicht|immer noch nicht|habe ich schon (?:probiert|versucht|gemacht)|
      falsche antwort|du verstehst mich nicht|sie verstehen mich nicht)\b`,
  ),
  verbose(
    String.raw`\b(?:nao e isso|isso nao (?:e|ajuda|ajudou|resolve|resolveu|responde|funcionou)|nao (?:ajudou|resolveu|
      foi isso|respondeu|entendeu)|nao e o que|nao era isso|ainda nao (?:funciona|resolveu|deu)|continua sem|
      ja (?:tentei|fiz) isso|resposta errada)\b`,
  ),
  verbose(
    String.raw`\b(?:non e (?:questo|quello che|cio che)|non (?:mi )?(?:aiuta|serve|ha risposto|hai risposto|hai capito|
      ha capito|risponde)|ancora non funziona|non funziona ancora|continua a non|l'ho gia (?:provato|fatto)|
      gia provato|risposta sbagliata)\b`,
  ),
  verbose(
    String.raw`\b(?:dat is (?:het )?niet|dat (?:helpt|werkt|klopt) (?:me |mij )?niet|helpt (?:me |mij )?niet|niet wat ik|
      (?:werkt|doet het) nog steeds niet|nog steeds niet|heb ik al (?:geprobeerd|gedaan)|verkeerd antwoord|
      je begrijpt me niet|u begrijpt me niet|geen antwoord op)\b`,
  ),
  /(?:это не то|не помогло|не помогает|все равно не|всё равно не|по прежнему не|не то что|вы не поняли|уже пробовал)/u,
  /(?:ise yaramadi|bu degil|hala calismiyor|hala olmuyor|yardimci olmadi|sorum bu degil)/u,
  verbose(
    `(?:不是这个|不是這個|不是我要的|没用|沒用|没有帮助|还是不行|還是不行|答非所问)|(?:そうじゃな|そうではな|違うんです|それじゃな|まだ(?:でき|動か|直ら)|解決しませ|役に立た)|
      (?:그게 아니|도움이 안|아직도 안|여전히 안)|(?:ليس هذا|لم يساعد|لا يساعد|لم تجب|ما زال لا|لا يزال لا)|(?:यह नहीं|मदद नहीं|
      अभी भी नहीं|काम नहीं (?:किया|कर))`,
  ),
];

const MAX_LENGTH = 240;

/** Folded text; longer messages tell a story of their own. */
export const rejects = (folded: string): boolean =>
  folded.length <= MAX_LENGTH && REJECTIONS.some((rejection) => rejection.test(folded));
