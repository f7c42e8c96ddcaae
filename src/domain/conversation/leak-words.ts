/**
 * Wordings that people use among colleagues and not to customers. Whoever writes to a customer says "you"; what gives a
 * message away is that it speaks about them, or to the team. Applied to lower-case text with plain apostrophes.
 */

const WHO = '(?:he|she|they|(?:the |this |that |our )?(?:customer|client|buyer|guy|dude|bloke|man|woman|lady|person))';
const WHOM =
  '(?:him|her|(?:the |this |that |a |our )?(?:customer|client|buyer|guy|dude|bloke|lady)s?)(?! service| support| portal)';
const IS = "(?:'s|'re|'d|'ll| is| are| was| were| has| have| had| must be| seems?| sounds?| looks?| keeps?| will be)";
const OFTEN =
  '(?: just| clearly| obviously| totally| probably| again| always| only| being| been| really| so| such| very| a| an| full of| complete| total| like)*';
const JUDGED =
  '(?:lying|liars?|bluffing|abus(?:ing|ive)|scam\\w*|cheat\\w*|fak(?:e|ing)|pretending|exaggerating|rude|angry|furious|pissed|mad|annoying|crazy|insane|nuts|unhinged|drunk|difficult|pain|nightmare|joke|impossible|unbelievable|unreasonable|entitled|greedy|fishing|complaining|complains?|trouble\\w*|wasting|making (?:this|it|that|things|stuff) up|trying (?:it on|to (?:scam|cheat|rip|trick|get))|playing us|it\\b)';
const DOES =
  '(?: just| clearly| always| only| already| probably| obviously| never| has already| has never)* (?:lies|lied|bluffs|abuses|scams|cheats|fakes?|exaggerates|complains?|wants? (?:free|money|stuff|a freebie)|got (?:a |his |her )?(?:refund|discount|voucher)|claimed|paid for (?:it|this)|paid\\b(?= *[.!]?$)|broke it (?:himself|herself)|did it (?:himself|herself)|deserves?|makes? (?:this|it|that|things|stuff) up)\\b';
const START = '(?:^|[.!?,;:]\\s|\\b(?:please|pls|plz|but|and|so|again)\\s)';
const NOT = "(?:do not|don'?t|dont|never|must not|mustn'?t|should not|shouldn'?t|can'?t|cannot)";
const SAY = '(?:tell|let|mention|say|show|promise|admit|share|disclose|write|explain|reveal)';

/** Held whatever else the message says. */
const SURE: readonly RegExp[] = [
  // Keeping it from them.
  new RegExp(`${START}${NOT} (?:ever )?${SAY}\\b[^.!?]{0,40}?\\b(?:to |with )?${WHOM}`),
  new RegExp(`\\b(?:let'?s not|we ${NOT}) ${SAY}\\b(?![^.!?]*\\byou)`),
  new RegExp(`\\bno need to ${SAY}\\b[^.!?]{0,20}\\b${WHOM}`),
  new RegExp(
    `\\b${WHO} (?:does ?n[o']t|do ?n[o']t|must ?n[o']t|should ?n[o']t|needn'?t|does not|must not)\\s?(?:need to|have to)? know\\b`,
  ),
  /^between us\b[,:]|\b(?:keep|leave) this one between us\b|\bbetween us,? ok|\boff the record\b|\bnot for (?:the )?(?:customer|client)s?\b[:!.]/,
  /\b(?:keep|leave) (?:this|it|that) (?:internal|in the team|between us|among us|to ourselves)\b|\bstays? (?:internal|in the team|between us|among us)\b/,
  /\b(?:strictly|purely) internal\b|^[[(]?internal(?: note)?[\])]?(?:\s*[:,!-]|(?<=[\])]))|\binternal(?:ly)? only\b|\bfor internal use\b/,
  /\b(?:can we|could we|let'?s|we (?:should|need to|have to|must)) [^.!?]{0,30}\binternally\b(?![^.!?]*\byou)/,
  /\bmake (?:something|sth|stuff|an excuse) up\b|\bmake up (?:something|an excuse|a story)\b|\b(?:standard|usual) excuse\b/,
  /\bsee if (?:he|she|they) (?:bites?|goes away|notices?)\b|\bso (?:he|she|they) goes? away\b/,
  /\b(?:let'?s|just|we can|and|to) stall\b/,
  /\badmission of (?:fault|guilt|liability)\b|\bper legal\b|\blegal (?:says|said) we\b/,
  // Speaking to the team.
  /(?:^|\s)@(?:here|channel|everyone|team)\b/,
  /\b(?:fyi|heads[- ]up|nb)[,:]? (?:team|all|everyone|guys|folks)\b/,
  /^(?:hey|ok|so|hmm)?,? ?(?:team|guys|folks)\b\s*[,:]/,
  /^hey (?:team|guys|folks|all)\b/,
  /\bcan (?:someone|anyone|somebody|anybody) (?:take (?:this|over|it from)|look at|handle|help (?:me )?with|cover|check) ?(?:this|it|him|her|that|the|over)?\b/,
  /\bcan you take (?:over|this one|him|her)\b|\b(?:over to you|all yours), [a-z]+\b/,
  /\bdoes (?:anyone|anybody|someone) (?:know|remember|have an idea)\b|\banyone (?:else )?(?:had|dealt with|know|knows)\b|^who(?:'s| is)? (?:knows|has time|can take|handling|on (?:shift|duty|call))\b/,
  /\b(?:what|how) (?:do|should|shall) i (?:answer|reply|respond|do) (?:here|to (?:this|him|her|that)|him|her)\b|\bwhat (?:do|should|shall|can) i (?:tell|say to|write) (?:him|her|them)\b|\bany ideas? (?:what|how) i\b/,
  /\bnote to self\b|\bto-?do\s*:/,
  /\b(?:assigning|reassigning|handing) (?:this|it|him|her) (?:over )?to\b|\bescalat\w+ (?:this |it |him |her )?to (?:l\d|tier|level)\b/,
  /#[a-z0-9_-]*(?:internal|team|ops|escalation|triage)[a-z0-9_-]*/,
  /\bopened (?:a )?jira\b|\bjira (?:for this|ticket)\b|\brunbook\s*:/,
  // Speaking about them.
  new RegExp(`\\b${WHO}${IS}${OFTEN} (?!it\\b)${JUDGED}\\b`),
  new RegExp(`\\b${WHO}${DOES}`),
  new RegExp(`\\b(?:he|she)(?:'s|'d| is| has)?${OFTEN} (?:lying|bluffing|faking)\\b`),
  /\b(?:lol|lmao|rofl|wtf|ffs|smh|omfg)\b|\b(?:omg|ugh|argh)\b[, ]+(?:this|that|he|she|him|her|not|them)\b/,
  /\b(?:idiot|moron|asshole|lunatic|psycho|drama queen)\b|\b(?:total|such a|what a|typical) karen\b|\bpain in the (?:neck|ass|arse|butt)\b/,
  /\bnot (?:this|that) (?:one|guy|customer|lady) again\b|\bdriving me (?:crazy|mad|nuts|insane)\b|\b(?:so )?done with (?:this (?:customer|guy|one)|him|her)\b/,
  /\b(?:is )?this guy\b/,
  /\bchurn risk\b|\bfraud (?:risk|flag|score)\b|\blooks like fraud\b|\b(?:his|her|their) account is flagged\b/,
  /\bour margin\b|\bthe margin (?:is|on)\b|\bcost price\b/,
];

/** Held unless the customer is spoken to in it. */
const UNLESS_ADDRESSED: readonly RegExp[] = [
  /^(?:the )?(?:customer|client|buyer) (?:is|was|has|had|says|said|wants?|claims?|called|calls|wrote|writes|already|does|won'?t|keeps|sounds|asked|asks|paid|never|refuses|threatens)\b/,
  /\b(?:the|this|that) (?:customer|client|buyer) (?:already|says|said|wants?|claims?|keeps|called|wrote|sounds|refuses|threatens|never)\b/,
  /\b(?:this|that) (?:dude|bloke|lady|clown)\b/,
  /\b(?:fyi|heads[- ]up),? (?:he|she|they|this|the customer)\b|\bheads[- ]up,? (?:team|journalist|vip)\b/,
  /(?<!please |you can |could you )\b(?:offer|refund|give|tell|ask|send|charge) (?:him|her)\b/,
  /\b(?:god|argh|oh no|jesus),? (?:this|that|her|him) ?(?:one|guy|lady)? again\b|^(?:this|that|the) (?:one|lady|man|guy|woman)[^.!?]{0,20} again[.!]?$/,
  /\b(?:refund|ban|block|ignore|charge|offer) (?:him|her|the customer|the client)\b|^(?:ban|block|ignore) (?:them|him|her)\b/,
  /\bjust (?:refund|ignore|ban|block) (?:him|her|them|this)\b|\bi'?d (?:just )?(?:close|ignore|refund) (?:it|this|him|her|them)\b/,
  /\bask (?:him|her) for\b/,
  /^(?:please |pls )?(?:do not|don'?t|never) (?:refund|compensate|offer)\b/,
  /\bmax(?:imum)? (?:we|i) can (?:give|offer|do) is\b|\bwe can go (?:up|down) to\b|\bpush back\b/,
  /\bshould i (?:refund|answer|reply|escalate|offer|block|tell|give)\b|\bwhat(?:'s| is) our (?:policy|process|line|stance|procedure|rule)\b|^(?:do|are|can) we still\b/,
  /\bi'?ll ping [a-z]+\b|\bping me\b|\b(?:when|once) (?:he|she) (?:answers|writes back|replies)\b/,
  /\bsay (?:it'?s|it is|that it'?s) (?:the|a|an|their)\b|\b(?:tell|say) [^.!?]{0,30}\band close it\b/,
  /\bcheck with (?:legal|finance|[a-z]+) (?:first|before)\b|\blegal (?:signs? off|signed off|wants|must)\b/,
  /\b(?:in|checked|to) (?:the |our )?(?:crm|admin panel|back ?office|confluence|jira)\b|\bour (?:confluence|wiki|runbook)\b/,
  /\b(?:scammer|liar|fraudster)\b|\bwhat a (?:clown|joke|jerk|pain|nightmare)\b/,
  /^(?:nb|internal|note for (?:us|the team))\b\s*:.*\b(?:vip|approved|check|stock|account|treat)\b|\bvip account\b|^cc @/,
  /\b(?:boss|manager|finance|legal|management) (?:says?|said|will kill|won'?t|wants|refuses)\b|\b(?:we|warehouse|they) (?:screwed|messed|f\S+ed) up\b[^.!?]*\b(?:again|but|don'?t)\b|\bdon'?t (?:admit|say) (?:it|that)\b/,
  /\bwe (?:lose|make) (?:no )?money on\b|\bnot our problem\b|\btell (?:them|him|her) (?:it'?s|it is|that|we)\b/,
  // Who does what.
  /^(?:i'?m )?(?:taking|grabbing|got) (?:this|it|that)(?: one)?[.!]?$|^(?:mine|yours)[.!?]*$|\bwho wants (?:this|it|to)\b|\bdon'?t (?:reply|answer|touch)(?: yet| this| it|[.!]?$)|\bhold off on\b|\bbefore (?:answering|replying)\b/,
  /^(?:ok|okay|fine) to (?:give|offer|refund|send|close)\b|^should we (?:just )?(?:send|give|offer|refund|close|reply|tell)\b|\bup to (?:bob|ana|the team|legal|finance)\b/,
  /\bpretend (?:we|that|it)\b|\bdon'?t (?:mention|trust) (?:the|this|that)\b|\blooks like a (?:reseller|scam|fraud|troll|bot)\b|\bafter reading\b|\bthe truth is we\b/,
  /^(?:trash|spam|junk|bin|close)\b[,.! ]+(?:this|that|it|ignore|please|delete)\b/,
  /\b(?:his|her) (?:card (?:is|number)|(?:other|last|previous) (?:\w+ )?(?:orders?|claims?|tickets?|complaints?|refunds?))\b/,
  /\b(?:they|he|she) always (?:complain|call|write|do)/,
];

const ADDRESSED = /\b(?:you|your|yours|yourself|thank|thanks|sorry|apolog\w+|welcome|dear|hello|kind regards)\b/;

/** Somebody who is neither writer nor reader, and no one whom customers hear of. */
const SOMEBODY = /\b(?:he|she|him|his|hers?)\b/;
const KNOWN_TO_THEM =
  /\b(?:driver|courier|postman|mailman|carrier|neighbou?r|colleague|manager|technician|plumber|seller|recipient|husband|wife|son|daughter|mother|father|child|kid|baby|dog|cat|holder|tenant|landlord|doctor|guest|mr|mrs|ms|my|please|who|whoever|person|off today|on holiday|team)\b/;

/** The clearest of these in the other languages that agents here write. */
const OTHERS: readonly RegExp[] = [
  // Spanish
  /\bno (?:le|se lo|les) (?:digas|digan|digáis|cuentes|menciones)\b|\b(?:esto|eso) es (?:solo |sólo )?interno\b|\bqueda entre nosotros\b/,
  /\b(?:est[ea]|ese|esa|el|la) (?:tipo|tía|tío|cliente|señora)\b[^.!?]{0,12}\b(?:miente|mintiendo|pesad[oa]|idiota|loc[oa]|insoportable|estafador|estafando)\b/,
  // French
  /\b(?:dis|dites|disons) (?:rien|pas)\b[^.!?]{0,12}\b(?:au|à la|à ce) client|\b(?:garder|reste|gardons)[^.!?]{0,8} (?:en interne|entre nous)(?!\p{L})/u,
  /\b(?:ce|cette|le|la) (?:client|cliente|type|mec|dame)\b[^.!?]{0,12}\b(?:ment|insupportable|pénible|idiot|fou|folle|lourd|escroc|casse-pieds)\b/,
  // German
  /\bsag(?:t|en wir)? (?:es |das )?(?:dem|der) kund(?:en|in)\b|\b(?:dem|der) kund(?:en|in) (?:nicht|nichts) (?:sagen|erzählen)\b|\b(?:bleibt|nur) (?:intern|unter uns)\b/,
  /\b(?:der|die|dieser|diese) (?:typ|kunde|kundin)\b[^.!?]{0,12}\b(?:nervt|lügt|spinnt|verarscht|unverschämt|betrügt)\b/,
  // Portuguese
  /(?<!\p{L})não (?:diga|digam|conta|conte|fala|fale|mencione)\b[^.!?]{0,12}(?<!\p{L})(?:ao|à|pro|pra|para o|para a|a) (?:cliente|ele|ela)\b|\b(?:isto|isso) é (?:só )?interno\b|\bfica entre nós(?!\p{L})/u,
  /\b(?:ess[ea]|est[ea]|[oa]) (?:cliente|cara|sujeito|mulher)\b[^.!?]{0,12}\b(?:chat[oa]|insuportável|mentind|mente|idiota|louc[oa]|golpista)/,
  // Italian
  /\bnon (?:dirlo|ditelo|diciamolo|dire nulla)\b[^.!?]{0,6}\b(?:al|alla) cliente\b|\b(?:resta|rimane) (?:tra noi|interno)\b|\bsolo interno\b/,
  /\b(?:quest[oa]|il|la) (?:cliente|tizio|tipo|signora)\b[^.!?]{0,10}\b(?:insopportabile|mente|bugiard[oa]|idiota|pazz[oa]|truffatore|rompe)/,
  // Dutch
  /\bzeg (?:dit|dat|het|niets|niks)[^.!?]{0,14}\b(?:tegen|aan) (?:de |deze )?klant\b|\bblijft (?:intern|onder ons)\b|\balleen intern\b/,
  /\b(?:deze|die|de) klant\b[^.!?]{0,10}\b(?:liegt|zeurt|gek|vervelend|onbeschoft)\b|\bzeikerd\b|\bwat een (?:zeur|idioot|gek)\b/,
];

/** Why a text sounds like a word among colleagues, completing "because it"; null where it does not. */
export function insideWords(text: string): string | null {
  const plain = text.toLowerCase().replace(/[’‘`]/g, "'").replace(/\s+/g, ' ').trim();
  const isAddressed = ADDRESSED.test(plain);
  for (const rule of isAddressed ? [...SURE, ...OTHERS] : [...SURE, ...OTHERS, ...UNLESS_ADDRESSED]) {
    const found = rule
      .exec(plain)?.[0]
      .replace(/^[^\p{L}\p{N}@#]+|[\s,;:]+$/gu, '')
      .trim();
    if (found) return `says “${shortened(found)}”`;
  }
  const somebody = isAddressed || KNOWN_TO_THEM.test(plain) ? undefined : SOMEBODY.exec(plain)?.[0];
  return somebody === undefined ? null : `speaks of “${somebody}”, not to the customer`;
}

const SHOWN = 40;
const shortened = (words: string): string =>
  words.length <= SHOWN ? words : `${words.slice(0, SHOWN - 1).trimEnd()}…`;
