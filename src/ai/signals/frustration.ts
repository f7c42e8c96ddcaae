import { verbose } from '../verbose';
import { isWord } from './text';

const words = (list: string): ReadonlySet<string> =>
  new Set(
    list
      .split(/[,\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  );

const PROFANITY = words(`
  fuck, fucking, fuckin, fucked, wtf, shit, shitty, bullshit, crap, crappy, damn, damned, goddamn, asshole, bastard,
  bastards, bitch, piss, pissed, idiot, idiots, idiotic, moron, morons, stupid, dumb, screw, sucks, ffs, mierda,
  puta, puto, joder, cono, carajo, gilipollas, imbecil, idiota, estupido, estupida, pendejo, cabron, chingada,
  putain, merde, bordel, connard, connards, conne, enfoire, debile, foutre, scheisse, scheiss, verdammt, verdammte,
  arschloch, idioten, verarsche, verarscht, blod, bloder, dumm, porra, caralho, merda, burro, otario, cacete, cazzo,
  stronzo, stronzi, vaffanculo, schifo, idioti, coglioni, kut, klote, godverdomme, verdomme, tering, eikel, sukkel,
  stom, stomme, блять, блин, черт, идиоты, сука, salak, aptal, lanet`);

const STRONG = words(`
  ridiculous, useless, terrible, worst, unacceptable, awful, furious, disgusted, disgusting, outrageous, horrible,
  pathetic, appalling, incompetent, joke, livid, hate, scandal, shame, shameful, disgrace, atrocious, rubbish,
  garbage, trash, infuriating, angry, insane, absurd, nightmare, laughable, ridiculo, inutil, inutiles, pesimo,
  inaceptable, verguenza, vergonzoso, indignante, indignado, asco, furioso, harto, harta, nefasto, ridicule,
  inutile, inadmissible, inacceptable, scandaleux, honteux, lamentable, furieux, furieuse, horreur, catastrophe,
  catastrophique, lacherlich, unverschamt, unverschamtheit, nutzlos, furchtbar, schrecklich, inakzeptabel,
  frechheit, unmoglich, wutend, katastrophe, katastrophal, zumutung, schlimmste, peinlich, mies, miserabel, sauer,
  pessimo, horrivel, inaceitavel, absurdo, vergonha, palhacada, descaso, lixo, ridicolo, orribile, terribile,
  inaccettabile, vergogna, vergognoso, assurdo, scandaloso, furiosa, indecente, belachelijk, waardeloos,
  verschrikkelijk, onacceptabel, schandalig, schande, woedend, nutteloos, vreselijk, bespottelijk, ужас, ужасно,
  отвратительно, бесполезный, возмутительно, rezalet, berbat, korkunc, sacmalik`);

const MILD = words(`
  annoying, annoyed, disappointed, disappointing, frustrated, frustrating, frustration, unhappy, upset, confusing,
  unfair, waste, ignored, ignoring, seriously, unbelievable, unreal, worse, fail, failed, nonsense, molesto,
  molesta, decepcionado, decepcionada, frustrado, frustrada, frustrante, increible, decu, decue, decevant, enerve,
  enervant, agace, frustre, frustrant, mauvais, incroyable, marre, genervt, enttauscht, enttauschend, frustriert,
  frustrierend, schlecht, argerlich, unglaublich, nervig, nervt, chateado, chateada, ruim, inacreditavel, deluso,
  delusa, deludente, frustrato, arrabbiato, arrabbiata, incredibile, stufo, stufa, teleurgesteld, teleurstellend,
  gefrustreerd, frustrerend, boos, slecht, ongelofelijk, vervelend, irritant, разочарован, плохо, надоело, kizgin,
  kotu`);

const NEGATIONS = words(
  `not, no, never, dont, isnt, wasnt, arent, without, nothing, hardly, sin, ni, pas, sans, nicht, kein, keine, ohne, nao, sem, non, senza, niet, geen, zonder, не, degil`,
);

/** Waiting, repeating oneself, bitter thanks. */
const WEARY: readonly RegExp[] = [
  verbose(
    String.raw`\b(?:(?:second|third|fourth|fifth|2nd|3rd|4th|5th|10th|hundredth|last|\d+) time|how many times|
      over and over|again and again|still (?:waiting|nothing|no)|waiting (?:for|since) (?:\w+ )?(?:days|weeks|
      months|hours|ages|forever|\d+)|for (?:days|weeks|months|ages) now|no one (?:answers|replies|responds|
      cares|helps)|nobody (?:answers|replies|responds|cares|helps)|keep (?:repeating|saying|sending|asking|
      telling)|going in circles|waste of time|wasting my time|never again|fed up|sick (?:of|and tired)|
      had enough|last straw|run ?around)\b`,
    'gu',
  ),
  verbose(
    String.raw`\b(?:thanks for nothing|oh great|oh wonderful|great,? another|just great|just what i needed|how helpful|
      so helpful|wow,? (?:thanks|great|helpful)|brilliant service|what a joke|good job breaking|love (?:waiting|
      being ignored)|are you (?:kidding|serious|joking)|you(?:'re| are| must be) (?:kidding|joking)|slow clap)\b`,
    'gu',
  ),
  verbose(
    String.raw`\b(?:cuantas veces|otra vez lo mismo|llevo (?:\w+ ){0,2}(?:dias|semanas|meses|horas)|nadie (?:responde|
      contesta)|perdida de tiempo|combien de fois|ca fait (?:\w+ ){0,2}(?:jours|semaines|mois|heures)|
      personne ne (?:repond|m'aide)|perte de temps|wie oft|seit (?:\w+ ){0,2}(?:tagen|wochen|monaten|stunden)|
      zum (?:dritten|vierten|funften|x-ten|zigsten) mal|niemand (?:antwortet|meldet)|zeitverschwendung|
      quantas vezes|faz (?:\w+ ){0,2}(?:dias|semanas|meses|horas)|ninguem (?:responde|resolve)|perda de tempo|
      quante volte|da (?:\w+ ){0,2}(?:giorni|settimane|mesi|ore)|nessuno (?:risponde|mi aiuta)|perdita di tempo|
      hoe vaak|al (?:\w+ ){0,2}(?:dagen|weken|maanden|uren)|niemand (?:reageert|antwoordt)|tijdverspilling)\b`,
    'gu',
  ),
];

const ANGRY_EMOJI = /[😠😡🤬😤🙄🖕💢😒👎]/u;
const MIN_SHOUTED_LETTERS = 10;
const NEGATION_REACH = 2;

/** 0 to 1. `text` as written, `said` its folded words. */
export function frustrationIn(text: string, folded: string, said: readonly string[]): number {
  const hits = (kind: ReadonlySet<string>) => said.filter((word, at) => kind.has(word) && !isDenied(said, at)).length;
  const score =
    (isShouted(text) ? 0.3 : 0) +
    (/[!?]{3,}|[!?]\?!|!\?/.test(text) ? 0.2 : /!!/.test(text) ? 0.1 : 0) +
    (ANGRY_EMOJI.test(text) ? 0.3 : 0) +
    Math.min(0.5, hits(PROFANITY) * 0.35) +
    Math.min(0.5, hits(STRONG) * 0.3) +
    Math.min(0.3, hits(MILD) * 0.15) +
    Math.min(0.5, weariness(folded) * 0.25);
  return Math.min(1, Math.round(score * 100) / 100);
}

const weariness = (folded: string): number =>
  WEARY.reduce((count, weary) => count + (folded.match(weary)?.length ?? 0), 0);

function isDenied(said: readonly string[], at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - NEGATION_REACH); back--) {
    const word = said[back] ?? '';
    if (!isWord(word)) return false;
    if (NEGATIONS.has(word)) return true;
  }
  return false;
}

function isShouted(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const upper = letters.filter((letter) => letter !== letter.toLowerCase()).length;
  return letters.length >= MIN_SHOUTED_LETTERS && upper / letters.length > 0.7;
}
