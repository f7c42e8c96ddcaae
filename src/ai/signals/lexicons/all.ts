import type { Lexicon } from '../lexicon';
import { dutch } from './dutch';
import { english } from './english';
import { french } from './french';
import { german } from './german';
import { italian } from './italian';
import { portuguese } from './portuguese';
import { russian } from './russian';
import { spanish } from './spanish';
import { turkish } from './turkish';

/** Every language that is written with spaces and that requests for a person are read in. */
export const LEXICONS: readonly Lexicon[] = [
  english,
  spanish,
  french,
  german,
  portuguese,
  italian,
  dutch,
  russian,
  turkish,
];
