import { verbose } from '../verbose';
import { fold, readable } from './text';

/** What is wrong with what came: broken, not what was ordered, not all of it, or said to be delivered and not there. */
export type Complaint = 'damaged' | 'wrong' | 'incomplete' | 'not_received';

export interface Complained {
  readonly about: Complaint;
  /** False: the customer only asks what would be ("what if it arrives broken?"). */
  readonly happened: boolean;
}

/** Word and context of one language, both in one sentence: "broken" alone may be a habit, a link, or a language. */
interface Damage {
  readonly word: RegExp;
  readonly context: RegExp;
}

const DAMAGES: readonly Damage[] = [
  {
    word: verbose(
      String.raw`\b(?:broken|broke|damaged|smashed|cracked|shattered|torn|ripped|crushed|dented|bent|defective|faulty|
        leaking|leaked|soaked|chipped|scratched|stained|squashed|snapped|in (?:\w+ )?pieces|dead on arrival|
        (?:does not|doesn't|doesnt|do not|don't|dont|not) work(?:ing)?)\b`,
    ),
    context:
      /\b(?:arrived|arrives|came|comes|delivered|received|got|turned up|was|were|is|are|order|parcel|package|item|delivery)\b/u,
  },
  {
    word: verbose(
      String.raw`\b(?:rot[oa]s?|danad[oa]s?|defectuos[oa]s?|estropead[oa]s?|quebrad[oa]s?|golpead[oa]s?|averiad[oa]s?|
        rajad[oa]s?|abollad[oa]s?|rasgad[oa]s?|en mal estado|en pedazos|hech[oa]s? pedazos|no funcionan?)\b`,
    ),
    context: /\b(?:lleg\w+|recib\w+|vino|vinieron|venian?|esta|estan|estaban?|entreg\w+|pedido|paquete|articulo)\b/u,
  },
  {
    word: verbose(
      String.raw`\b(?:cassee?s?|abimee?s?|endommagee?s?|defectueu(?:x|se|ses)|brisee?s?|dechiree?s?|felee?s?|
        en (?:mille )?morceaux|(?:ne )?(?:marche|fonctionne)(?:nt)? pas)\b`,
    ),
    context: /\b(?:arriv\w+|recue?s?|livree?s?|est|etait|sont|etaient|commande|colis|article)\b/u,
  },
  {
    word: verbose(
      String.raw`\b(?:kaputt\w*|beschadigt\w*|defekt\w*|zerbrochen\w*|gebrochen\w*|zerrissen\w*|zerkratzt\w*|
        verbeult\w*|gerissen\w*|zerstort\w*|eingedruckt\w*|funktionier(?:t|en) nicht)\b`,
    ),
    context: verbose(
      String.raw`\b(?:angekommen|ankam|ankommt|kam|kamen|gekommen|erhalten|bekommen|geliefert|ist|war|sind|waren|
        bestellung|paket|artikel|sendung|lieferung)\b`,
    ),
  },
  {
    word: verbose(
      String.raw`\b(?:partid[oa]s?|quebrad[oa]s?|danificad[oa]s?|avariad[oa]s?|estragad[oa]s?|rasgad[oa]s?|amassad[oa]s?|
        rachad[oa]s?|defeituos[oa]s?|com defeito|em pedacos|nao funcionam?)\b`,
    ),
    context: /\b(?:cheg\w+|veio|vieram|receb\w+|esta|estao|estavam?|entreg\w+|pedido|encomenda|pacote|artigo)\b/u,
  },
  {
    word: verbose(
      String.raw`\b(?:rott[oaie]|danneggiat[oaie]|difettos[oaie]|guast[oaie]|spaccat[oaie]|strappat[oaie]|ammaccat[oaie]|
        crepat[oaie]|in (?:mille )?pezzi|non funzionan?o?)\b`,
    ),
    context: /\b(?:arriv\w+|ricevut\w+|consegnat\w+|e|era|erano|sono|ordine|pacco|articolo)\b/u,
  },
  {
    word: verbose(
      String.raw`\b(?:kapot\w*|beschadigd\w*|defect\w*|gebroken|stuk|gescheurd\w*|gebarsten|gedeukt\w*|
        in stukken|werk(?:t|en) niet)\b`,
    ),
    context: verbose(
      String.raw`\b(?:aangekomen|aankwam|aankomt|kwam|kwamen|binnengekomen|ontvangen|gekregen|geleverd|bezorgd|is|was|zijn|
        waren|bestelling|pakket|artikel)\b`,
    ),
  },
  {
    word: /(?<!\p{L})(?:kirik|hasarli|bozuk|yirtik|kirilmis|ezilmis|calismiyor)/u,
    context: /(?<!\p{L})(?:geldi|gelmis|cikti|ulasti|siparis\w*|kargo\w*|urun\w*|paket\w*)/u,
  },
];

/** A broken link is no broken tent. */
const NOT_GOODS =
  /\b(?:link|page|site|website|app|button|checkout|form|enlace|pagina|web|lien|seite|webseite|pulsante|knop|botao)\b/u;
const UNHARMED =
  /\b(?:not|isn't|isnt|wasn't|wasnt|nothing|never|nada|pas|rien|nicht|nichts|nao|non|niente|niet|niets|no) (?:\w+ )?(?:broken|damaged|rot[oa]|danad[oa]|casse|abime|kaputt|beschadigt|quebrad[oa]|danificad[oa]|rott[oa]|danneggiat[oa]|kapot|beschadigd)\b/u;

const GOODS = '(?:items?|products?|articles?|goods|order|parcel|package|size|colou?r|model|ones?|things?|stuff)';

const WRONG: readonly RegExp[] = [
  verbose(
    String.raw`\b(?:got|get|received|sent|arrived|came|delivered|shipped|was|is|were|are)\b[^.?!\n]{0,25}\b(?:wrong|
      incorrect)\b(?! (?:address|house|door|place|street|flat|country|city|town|person|number|date|day|link|answer))|
      \b(?:wrong|incorrect) (?:\w+ ){0,2}${GOODS} (?:arrived|came|was sent|was delivered|turned up|in)\b|
      \b(?:not|isn't|isnt|wasn't|wasnt|aren't|never) (?:what |the (?:one|ones|item|size|colou?r) (?:that )?)i(?: have|'ve)? ?
      ordered\b|\b(?:someone|somebody) else'?s (?:order|parcel|package|stuff|things)\b|
      \b(?:never|didn't|didnt|did not) order (?:this|that|these|it)\b`,
  ),
  verbose(
    String.raw`\b(?:lleg\w+|recib\w+|envia\w+|manda\w+|articulo|producto|pedido|talla|color)\b[^.?!\n]{0,30}\b(?:equivocad[oa]s?|
      incorrect[oa]s?|erroneo?a?s?)\b|\bequivocad[oa]s? (?:articulo|producto)|\bno es lo que (?:pedi|compre|encargue|he pedido)\b|
      \b(?:otro (?:producto|articulo|modelo)|otra talla) (?:al|a la|que (?:no )?pedi|distint[oa])`,
  ),
  verbose(
    String.raw`\bmauvaise?s? (?:articles?|produits?|tailles?|couleurs?|modeles?|commande|colis)\b|
      \bpas (?:ce que|l'article que|celui que|celle que|la taille que|la couleur que) j'(?:ai|avais) commande|
      \berreur d'article\b`,
  ),
  verbose(
    String.raw`\bfalsche?[nrs]? (?:\w+ )?(?:artikel|produkte?|grosse|farbe|ware|modell|bestellung|paket|sachen?|lieferung)\b|
      \bfalsch geliefert\b|\bnicht,? (?:das,? |der artikel,? |die ware,? )?(?:was|den|die|das) ich bestellt\b`,
  ),
  verbose(
    String.raw`\b(?:artigo|produto|tamanho|cor|item|modelo|pedido|encomenda|veio|chegou|enviaram|mandaram)\b[^.?!\n]{0,20}\b
      (?:errad[oa]s?|trocad[oa]s?)\b|\bnao (?:e|foi|era) o que (?:eu )?(?:pedi|comprei|encomendei)\b`,
  ),
  verbose(
    String.raw`\b(?:articol[oi]|prodott[oi]|taglia|colore|modello|ordine|pacco) (?:e |era )?sbagliat[oaie]\b|
      \bsbagliat[oaie] (?:articolo|prodotto|taglia|colore|modello)\b|
      \bnon (?:e|era) (?:quello|cio|l'articolo) che (?:ho |avevo )?ordinat[oa]\b`,
  ),
  verbose(
    String.raw`\bverkeerde? (?:artikel(?:en)?|producten?|product|maat|kleur|model|bestelling|pakket|item|spullen)\b|
      \bniet (?:wat|het artikel dat|de maat die) ik (?:heb |had )?besteld\b`,
  ),
  /(?<!\p{L})yanlis (?:urun|beden|renk|siparis|paket|model)/u,
];

const INCOMPLETE: readonly RegExp[] = [
  verbose(
    String.raw`\b(?:items?|parts?|pieces?|something|half|one|two|three|products?|things?|\d) (?:of (?:it|them|my order) )?
      (?:is|are|was|were) missing\b|\bmissing (?:an?|one|two|three|some|half|the|\d)? ?(?:\w+ )?(?:items?|parts?|pieces?|products?|half)\b|
      \bmissing (?:from|in) (?:my|the|our|this) (?:order|parcel|package|box|delivery)\b|
      \border (?:#?\d+ )?(?:is|was|came|arrived) (?:incomplete|empty)\b|
      \b(?:got|received|there (?:was|is)|contained) only (?:one|half|two|part|some|\d)\b|\bonly (?:got|received) (?:one|half|two|part|some|the|\d)|
      \b(?:wasn't|wasnt|isn't|isnt|weren't|not) in the (?:box|parcel|package)\b|\bempty (?:box|parcel|package)\b|
      \b(?:box|parcel|package) (?:was|is|came|arrived) (?:empty|incomplete)\b`,
  ),
  verbose(
    String.raw`\b(?<!cuanto )(?<!tiempo )falta(?:n|ba|ban)? (?:al pedido |en el (?:pedido|paquete) )?(?:un|una|uno|dos|tres|la|el|las|los|algo|
      parte|piezas?|articulos?|productos?|\d)\b|\bincomplet[oa]s?\b|\b(?:caja|paquete) (?:\w+ )?vaci[oa]\b|
      \bsolo (?:me )?(?:recibi|llego|llegaron|he recibido|ha llegado|venia) (?:un|una|la mitad|parte|\d)`,
  ),
  verbose(
    String.raw`\b(?:il )?manqu(?:e|ent|ait) (?:un|une|deux|des|la|le|les|la moitie|quelque|\d)|\barticles? manquants?\b|
      \bpieces? manquantes?\b|\bincomplete?s?\b|\b(?:colis|carton|paquet) (?:\w+ )?vide\b|\brecu (?:que|seulement) (?:un|une|la moitie|\d)`,
  ),
  verbose(
    String.raw`\b(?:fehlt|fehlen|fehlte|fehlten)\b(?![^.?!\n]{0,30}(?:nummer|mail|rechnung|bestatigung|link|info))|
      \bunvollstandig\b|\bnicht vollstandig\b|\b(?:paket|karton) (?:\w+ )?leer\b|\bleere[sr]? (?:paket|karton)\b|
      \bnur (?:die halfte|eine?n?|zwei|\d) (?:\w+ )?(?:bekommen|erhalten|geliefert|angekommen|drin)\b`,
  ),
  verbose(
    String.raw`\b(?<!quanto )(?<!tempo )falta(?:m|va|vam)? (?:um|uma|dois|duas|o|a|os|as|algo|parte|pecas?|itens|item|artigos?|\d)\b|
      \bincomplet[oa]s?\b|\b(?:caixa|pacote) (?:\w+ )?vazi[oa]\b|\bso (?:recebi|veio|vieram|chegou) (?:um|uma|metade|parte|\d)`,
  ),
  verbose(
    String.raw`\b(?<!quanto )manca(?:no|va|vano)? (?:un|una|uno|il|la|lo|i|gli|le|due|qualcosa|pezz\w+|articol\w+|prodott\w+|\d)\b|
      \bincomplet[oaie]\b|\b(?:pacco|scatola) (?:\w+ )?vuot[oa]\b|\b(?:arrivat[oa]|ricevuto) solo (?:meta|un|una|uno|\d)`,
  ),
  verbose(
    String.raw`\b(?:ontbreekt|ontbreken|ontbrak|ontbraken)\b|\b(?:ik )?mis (?:een|twee|het|de|nog|\d)\b|
      \bmist (?:een|er|het|de)\b|\bincompleet\b|\bonvolledig\b|\bniet compleet\b|\blege doos\b|
      \b(?:doos|pakket) (?:\w+ )?leeg\b|\bmaar (?:een|de helft|twee|\d) (?:\w+ )?(?:ontvangen|gekregen|geleverd)\b`,
  ),
  /(?<!\p{L})(?:eksik (?:geldi|cikti|urun|parca)|urun\w* eksik|bos (?:kutu|paket)|(?:kutu|paket) bos)/u,
];

const NOT_RECEIVED: readonly RegExp[] = [
  verbose(
    String.raw`\b(?:says?|shows?|shown|marked|listed|status|states|supposedly|apparently|claims?)\b[^\n]{0,30}\bdelivered\b[^\n]{0,60}
      \b(?:not|never|nothing|nowhere|no sign|haven't|havent|hasn't|hasnt|didn't|didnt|isn't|isnt|don't|dont|no parcel|no package)\b|
      \b(?:never|nothing|haven't|havent|hasn't|hasnt|didn't|didnt|not|isn't|isnt|nowhere)\b[^\n]{0,60}
      \b(?:says?|shows?|shown|marked|listed|status|states)\b[^\n]{0,30}\bdelivered\b|
      \bdelivered to (?:the |a )?(?:wrong|another|different|other) (?:address|house|door|place|flat|person|street)\b`,
  ),
  verbose(
    String.raw`\b(?:dice|figura|aparece|consta|pone|marca\w*|indica)\b[^\n]{0,30}\bentregad[oa]\b[^\n]{0,60}\b(?:no|nada|nunca)\b|
      \b(?:no|nada|nunca)\b[^\n]{0,60}\b(?:dice|figura|aparece|consta|pone|indica)\b[^\n]{0,30}\bentregad[oa]\b|
      \bentregad[oa] en (?:otra|la) direccion (?:equivocada|incorrecta)?`,
  ),
  verbose(
    String.raw`\b(?:indique\w*|marquee?|affiche\w*|dit|notee?|apparait|statut)\b[^\n]{0,30}\blivree?\b[^\n]{0,60}\b(?:pas|rien|jamais)\b|
      \b(?:pas|rien|jamais)\b[^\n]{0,60}\b(?:indique\w*|marquee?|affiche\w*|dit|notee?|apparait)\b[^\n]{0,30}\blivree?\b|
      \blivree? a (?:la mauvaise|une autre) adresse\b`,
  ),
  verbose(
    String.raw`\b(?:als|steht|angeblich|laut|status|heisst)\b[^\n]{0,40}\b(?:zugestellt|geliefert|ausgeliefert)\b[^\n]{0,60}
      \b(?:nicht|nichts|nie|kein\w*)\b|\b(?:nicht|nichts|nie|kein\w*)\b[^\n]{0,60}\b(?:als|steht|angeblich|laut|status)\b[^\n]{0,40}
      \b(?:zugestellt|geliefert|ausgeliefert)\b|\ban (?:die falsche|eine andere) adresse (?:geliefert|zugestellt)\b`,
  ),
  verbose(
    String.raw`\b(?:diz|consta|aparece|marcad[oa]|indica)\b[^\n]{0,30}\bentregue\b[^\n]{0,60}\b(?:nao|nada|nunca)\b|
      \b(?:nao|nada|nunca)\b[^\n]{0,60}\b(?:diz|consta|aparece|marcad[oa]|indica)\b[^\n]{0,30}\bentregue\b|
      \bentregue (?:na morada errada|no endereco errado|noutra morada)\b`,
  ),
  verbose(
    String.raw`\b(?:risulta|dice|segnat[oa]|indica|appare)\b[^\n]{0,30}\bconsegnat[oa]\b[^\n]{0,60}\b(?:non|niente|nulla|mai)\b|
      \b(?:non|niente|nulla|mai)\b[^\n]{0,60}\b(?:risulta|dice|segnat[oa]|indica|appare)\b[^\n]{0,30}\bconsegnat[oa]\b|
      \bconsegnat[oa] all'indirizzo sbagliato\b`,
  ),
  verbose(
    String.raw`\b(?:als|staat|volgens|zegt|status)\b[^\n]{0,40}\b(?:bezorgd|geleverd|afgeleverd)\b[^\n]{0,60}\b(?:niet|niks|niets|nooit|geen)\b|
      \b(?:niet|niks|niets|nooit|geen)\b[^\n]{0,60}\b(?:als|staat|volgens|zegt|status)\b[^\n]{0,40}\b(?:bezorgd|geleverd|afgeleverd)\b|
      \bop (?:het verkeerde|een ander) adres (?:bezorgd|geleverd)\b`,
  ),
  /(?<!\p{L})teslim edildi[^\n]{0,60}(?:almadim|gelmedi|yok|ulasmadi)/u,
];

/** "What if", "in case", "I hope": nothing happened yet. */
const SUPPOSED = verbose(
  String.raw`\b(?:what if|if|in case|hope|make sure|would|and if|si llega\w*|que pasa si|en caso de que|si (?:la|le|ma|mon|elle|il) \w+ (?:arrive|est)|
    que faire si|au cas ou|wenn|falls|was ist,? wenn|se (?:chegar|vier|arriva\w*|l'ordine|il pacco)|caso chegue|cosa succede se|als (?:het|mijn|de) \w+ (?:kapot|beschadigd)|wat als)\b`,
);

/** Null: nothing came wrong. By rule in English, Spanish, French, German, Portuguese, Italian, Dutch and Turkish. */
export function complaintIn(text: string): Complained | null {
  const said = fold(readable(text));
  const about = aboutIn(said);
  return about === null ? null : { about, happened: !SUPPOSED.test(said) };
}

function aboutIn(said: string): Complaint | null {
  const has = (rules: readonly RegExp[]): boolean => rules.some((rule) => rule.test(said));
  if (has(NOT_RECEIVED)) return 'not_received';
  if (isDamaged(said)) return 'damaged';
  if (has(WRONG)) return 'wrong';
  return has(INCOMPLETE) ? 'incomplete' : null;
}

const isDamaged = (said: string): boolean =>
  said
    .split(/[.!?\n]+/u)
    .some(
      (sentence) =>
        !NOT_GOODS.test(sentence) &&
        !UNHARMED.test(sentence) &&
        DAMAGES.some(({ word, context }) => word.test(sentence) && context.test(sentence)),
    );
