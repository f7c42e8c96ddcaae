import type { OutsideHttp } from '../../net/outside-http';
import { SourceProblem, type SourceReader } from '../item';
import { fetchDocument } from './fetch-document';

/** One page that somebody named. It was asked for like by a browser, so robots.txt is not looked at. */
export const readPage = (url: string, http: OutsideHttp): SourceReader =>
  async function* (context) {
    yield { type: 'expected', count: 1 };
    const item = await fetchDocument(url, http, context);
    if (item.type === 'problem' && context.known.size === 0) throw new SourceProblem(`${url}: ${item.reason}`);
    yield item;
  };
