import type { KnowledgeDocument } from '../../ai/knowledge/document';
import { Unreadable } from '../item';
import { htmlToMarkdown } from './html';
import { headingOf, nameOf } from './markdown';
import { refuseZipBomb, unopenable } from './zip-size';

/** A Word document: headings, lists and tables as its styles have them. Pictures are left out. */
export async function readDocx(bytes: Buffer, key: string): Promise<KnowledgeDocument> {
  await refuseZipBomb(bytes);
  const { default: mammoth } = await import('mammoth');
  const options = { convertImage: mammoth.images.imgElement(async () => ({ src: '' })) };
  const { value } = await mammoth.convertToHtml({ buffer: bytes }, options).catch(() => {
    throw unopenable();
  });
  const text = await htmlToMarkdown(value);
  if (text === '') throw new Unreadable('It has no text.');
  return { id: key, title: headingOf(text) ?? nameOf(key), url: null, audience: 'public', language: null, text };
}
