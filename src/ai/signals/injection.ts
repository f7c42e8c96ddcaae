import { verbose } from '../verbose';

/**
 * Text that speaks to a model instead of to the shop. It never escalates by itself: at most a person is offered, so
 * that nobody can fill the team's thread by pasting a spell, and nobody who means it is left without a way.
 */
const SPELLS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget) (?:everything|all|anything|whatever|what) (?:\w+ ){0,3}(?:above|before|previously|told|so far)\b/u,
  verbose(
    String.raw`\b(?:ignore|disregard|forget|override|bypass|skip)\b.{0,30}\b(?:previous|prior|above|earlier|preceding|
      all|any|your|system|the)\b.{0,20}\b(?:instructions?|prompts?|rules?|guidelines?|directives?|training|
      messages?|context|policy|policies)\b`,
  ),
  verbose(
    String.raw`\b(?:system|developer|admin|root|debug|god|dan|jailbreak) ?(?:prompt|message|mode|override|note|notice|
      instruction|command)s?\b`,
  ),
  verbose(
    String.raw`(?:^|\n) ?[[<#*"']{0,3} ?(?:system|assistant|developer|ai|bot|instruction|admin|user|human|
      customer) ?[\]>#*"']{0,3} ?:`,
  ),
  /<\/?[a-z_|][^>]{0,40}>|\[\/?inst\]|<\|/u,
  verbose(
    String.raw`\b(?:you are now|you are (?!a?n? ?(?:chatbot|robot))\w{3,}bot|as (?:the|your) (?:developer|admin|
      administrator|creator|owner of this bot)|i (?:order|command) you to|this is an? (?:order|command|
      instruction) from|from now on you|you must now|act as if|act as an?|roleplay as|your (?:new|next|only|
      real) (?:instruction|task|role|goal|job|rule)s?)\b`,
  ),
  /\b(?:new|updated|following|these) instructions? ?(?::|is to|are to|from)/u,
  /\b(?:call|invoke|execute|run|trigger|use) (?:the )?(?:function|tool|api|command|method|action)\b/u,
  verbose(
    String.raw`\b[a-z]+_(?:to_)?(?:human|agent|handoff|escalate|transfer|person)\w*|\b(?:handoff|escalate|transfer|
      request_human)\w* ?\(`,
  ),
  /["'](?:action|tool|function|intent|name|type)["'] ?: ?["']/u,
  verbose(
    String.raw`\b(?:ignora|olvida|omite|desestima|ignore|ignorez|oublie|oubliez|ignoriere|ignorieren|vergiss|
      vergessen sie|dimentica|ignorare|negeer|vergeet|esqueca|desconsidere|игнорируй|забудь|unut|
      yok say)\b.{0,40}\b(?:instruc\w*|instrucciones|consignes|anweisung\w*|istruzion\w*|instructies|instrucoes|
      regeln|regles|reglas|regras|regole|regels|инструкци\w*|talimat\w*)`,
  ),
  verbose(
    `(?:忽略|无视|無視|忘记|忘記).{0,12}(?:指令|指示|规则|規則|提示)|(?:指示|命令)を(?:無視|忘れ)|تجاهل.{0,20}(?:تعليمات|التعليمات)|
      (?:निर्देश|निर्देशों).{0,12}(?:अनदेखा|भूल)`,
  ),
];

/** Folded text. */
export const isInjection = (folded: string): boolean => SPELLS.some((spell) => spell.test(folded));
