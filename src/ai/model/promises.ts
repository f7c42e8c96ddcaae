import { fold } from '../signals/text';

/**
 * Words by which an assistant binds people who know nothing of it: that it will connect, refund or check, or that
 * somebody will call. Read in folded sentences; questions ("shall I bring in a person?") promise nothing.
 */
const OWN: readonly RegExp[] = [
  /\b(?:i|we)(?:'ll| will| shall|'m going to| am going to| are going to|'re going to| can and will)\b.{0,40}\b(?:connect|transfer|forward|pass|escalat|hand|put you|get (?:a|an|someone|somebody|our)|bring|check|look into|investigate|follow up|get back|call|contact|e-?mail|notify|inform|tell (?:my|our|the)|refund|cancel|change|updat|send|ship|arrange|book|open a ticket|create a ticket)/u,
  /\b(?:let me|allow me to) (?:just )?(?:connect|transfer|forward|pass|escalate|check|look|get|bring|put)/u,
  /\bi(?:'m| am) (?:now )?(?:connecting|transferring|forwarding|passing|escalating|bringing|handing|checking|putting|cancelling|canceling|refunding)/u,
  /\b(?:i|we)(?:'ve| have)(?: already| now| just)? (?:connected|transferred|forwarded|passed|escalated|notified|informed|refunded|cancelled|canceled|changed|updated|booked|sent|issued|opened|created|arranged)/u,
  /\b(?:ich|wir) (?:werde|werden)\b.{0,60}\b(?:verbinden|weiterleiten|weitergeben|melden|anrufen|erstatten|stornieren|prufen|andern|schicken|senden|kummern|benachrichtigen)/u,
  /\b(?:ich|wir) (?:verbinde|verbinden|leite|leiten|gebe|geben|melde|melden|rufe|rufen|erstatte|storniere|hole|kummere|kummern)\b.{0,40}\b(?:sie|dich|ihnen|dir|weiter|zuruck|uns|mich|dazu|ihre|deine)\b/u,
  /\bje (?:vais |)(?:vous |te )?(?:transfere|transferer|mets en relation|mettre en relation|rembourse|rembourser|annule|annuler|rappelle|rappeler|contacte|contacter|verifie|verifier|envoie|envoyer)/u,
  /\bnous (?:allons )?(?:vous )?(?:rappellerons|rappeler|recontacterons|recontacter|contacterons|contacter|rembourserons|rembourser|transferons)/u,
  /\b(?:te|le|lo|la|os|les) (?:voy a |vamos a )?(?:conecto|conectar|conectare|paso con|pasar con|pasare con|transfiero|transferir|transferire|llamare|llamar|llamaremos|contactare|contactar|contactaremos|reembolso|reembolsar|reembolsare|reembolsaremos|avisare|avisar|avisaremos)/u,
  /\b(?:voy|vamos) a (?:conectar|pasar|transferir|llamar|contactar|reembolsar|cancelar|comprobar|revisar|enviar)/u,
  /\b(?:vou|vamos) (?:conectar|transferir|passar|encaminhar|ligar|contatar|contactar|reembolsar|cancelar|verificar|enviar)/u,
  /\b(?:ti|la|vi) (?:metto in contatto|mettero in contatto|passo|passero|trasferisco|trasferiro|richiamero|richiameremo|ricontatteremo|contatteremo|rimborsero|rimborseremo)/u,
  /\bik (?:zal|ga) .{0,40}(?:doorverbinden|doorzetten|doorsturen|bellen|contact|terugbetalen|annuleren|nakijken|controleren|sturen)|\bik (?:verbind|verwijs) (?:je|u) door/u,
];

const OTHERS: readonly RegExp[] = [
  /\b(?:someone|somebody|a (?:colleague|person|human|representative|specialist|team member|member)|an agent|our (?:team|support|staff|agents?|experts?)|the team|they)\b.{0,40}\b(?:will|'ll|is going to|are going to|shall)\b.{0,30}\b(?:call|contact|get back|reach out|e-?mail|write|reply|respond|answer|be in touch|help|assist|take over|follow up|be with you)/u,
  /\b(?:jemand|ein kollege|eine kollegin|ein mitarbeiter|unser team|unser kundendienst)\b.{0,20}\b(?:wird|meldet|ruft|kummert)\b/u,
  /\b(?:quelqu'un|un collegue|une collegue|un conseiller|notre equipe)\b.{0,20}\b(?:va|vous (?:rappellera|contactera|repondra|recontactera|aidera))\b/u,
  /\b(?:alguien|un companero|una companera|un agente|nuestro equipo)\b.{0,20}\b(?:te|le|se pondra|va a|llamara|contactara|respondera)\b/u,
  /\b(?:alguem|um colega|uma colega|um atendente|nossa equipe|a nossa equipa)\b.{0,20}\b(?:vai|ira|entrara|ligara|respondera)\b/u,
  /\b(?:qualcuno|un collega|una collega|un operatore|il nostro team)\b.{0,20}\b(?:ti|la|vi|si) (?:chiamera|contattera|richiamera|rispondera|mettera)\b/u,
  /\b(?:iemand|een collega|een medewerker|ons team)\b.{0,20}\b(?:zal|gaat|neemt|belt)\b/u,
];

/**
 * Does a text promise what the AI cannot keep? What the sources say the company does ("we send you the bank reference")
 * may be repeated; what the AI says of itself in the first person never.
 */
export function promisesIn(text: string, sources: readonly string[]): boolean {
  const held = sources.map((source) => fold(source));
  const fits = (rule: RegExp, sentence: string): boolean => {
    const found = rule.exec(sentence)?.[0];
    return found !== undefined && !held.some((source) => source.includes(found));
  };
  return sentencesOf(fold(text)).some((sentence) => [...OWN, ...OTHERS].some((rule) => fits(rule, sentence)));
}

const sentencesOf = (folded: string): readonly string[] =>
  folded.split(/(?<=[.!?。！？])\s+|\n+/u).filter((sentence) => !/[?？]\s*["')»”]*$/u.test(sentence));

const HUMAN: readonly RegExp[] = [
  /\bi(?:'m| am) (?:indeed |actually |definitely |really )?(?:a |an )?(?:real |actual |living |live )*(?:human|person|man|woman|employee|agent of flesh)\b/u,
  /\bi(?:'m| am) not (?:a |an )?(?:bot|robot|chatbot|machine|computer|ai|artificial)\b/u,
  /\bich bin (?:ein |eine )?(?:echter |echte )?(?:mensch|person|mitarbeiter|mitarbeiterin)\b|\bich bin kein(?:e)? (?:bot|roboter|chatbot|maschine|ki)\b/u,
  /\bje suis (?:bien )?(?:un |une )?(?:vrai |vraie )?(?:humain|humaine|personne|etre humain)\b|\bje ne suis pas (?:un |une )?(?:bot|robot|chatbot|machine|ia)\b/u,
  /\bsoy (?:un |una )?(?:ser )?(?:human[oa]|persona)\b|\bno soy (?:un |una )?(?:bot|robot|chatbot|maquina|ia)\b/u,
  /\bsou (?:um |uma )?(?:ser )?(?:human[oa]|pessoa)\b|\bnao sou (?:um |uma )?(?:bot|robo|chatbot|maquina|ia)\b/u,
  /\bsono (?:un |una )?(?:essere )?(?:uman[oa]|persona)\b|\bnon sono (?:un |una )?(?:bot|robot|chatbot|macchina|ia)\b/u,
  /\bik ben (?:een )?(?:echt )?(?:mens|persoon|medewerker)\b|\bik ben geen (?:bot|robot|chatbot|machine|ai)\b/u,
];

/** Does a text claim that a person writes? "I am not a person" does not. */
export const claimsToBeHuman = (text: string): boolean => HUMAN.some((claim) => claim.test(fold(text)));
