import type { KnowledgeBase } from '../ports/knowledge-base';
import { type Found, lookUp } from './look-up';
import type { Complained, Complaint } from './signals/complaint';

/** A complaint in the words of help pages: what customers write about ("the mugs …") is seldom what the pages are called. */
const IN_OTHER_WORDS: Readonly<Record<string, Readonly<Record<Complaint, string>>>> = {
  en: {
    damaged: 'something arrived damaged',
    wrong: 'we sent the wrong item',
    incomplete: 'something is missing',
    not_received: 'it says delivered but I have not got it',
  },
  es: {
    damaged: 'artículo dañado o defectuoso',
    wrong: 'artículo equivocado',
    incomplete: 'falta un artículo',
    not_received: 'aparece como entregado pero no lo he recibido',
  },
  fr: {
    damaged: 'article endommagé ou défectueux',
    wrong: 'mauvais article reçu',
    incomplete: 'article manquant',
    not_received: 'indiqué comme livré mais pas reçu',
  },
  de: {
    damaged: 'Artikel beschädigt oder defekt angekommen',
    wrong: 'falscher Artikel geliefert',
    incomplete: 'Artikel fehlt',
    not_received: 'als zugestellt gemeldet, aber nicht erhalten',
  },
  pt: {
    damaged: 'artigo danificado ou com defeito',
    wrong: 'artigo errado',
    incomplete: 'falta um artigo',
    not_received: 'consta como entregue mas não recebi',
  },
  it: {
    damaged: 'articolo danneggiato o difettoso',
    wrong: 'articolo sbagliato',
    incomplete: 'articolo mancante',
    not_received: 'risulta consegnato ma non ricevuto',
  },
  nl: {
    damaged: 'artikel beschadigd of defect aangekomen',
    wrong: 'verkeerd artikel ontvangen',
    incomplete: 'artikel ontbreekt',
    not_received: 'staat als bezorgd maar niet ontvangen',
  },
};

/**
 * What the articles say to a complaint: by the customer's own words, then by what such articles are called, in the
 * customer's language and in English. An article in another language is better than none: what it asks for (photos, a
 * deadline) helps all the same. Never unclear: somebody who complains is not asked which article they mean.
 */
export async function findForComplaint(
  { about }: Complained,
  text: string,
  knowledge: KnowledgeBase,
  language: string | null,
  shown: string,
): Promise<Found> {
  const inOtherWords = [language ?? 'en', 'en'].flatMap((code) => IN_OTHER_WORDS[code]?.[about] ?? []);
  // Words such as "delivered to the wrong address" are those of another topic, too.
  const questions = about === 'not_received' ? [...inOtherWords, text] : [text, ...inOtherWords];
  for (const question of new Set(questions)) {
    const found = await lookUp(question, knowledge, language, shown);
    if (found.type === 'answer') return { ...found, question: text };
  }
  return { type: 'nothing', question: text };
}
