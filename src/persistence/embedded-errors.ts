import fs from 'node:fs';

/** The embedded server cannot be used here as things are; the text says what to change. Nothing is gained by a retry. */
export class EmbeddedUnavailable extends Error {
  override readonly name = 'EmbeddedUnavailable';
}

/** The embedded server was started and failed. The text carries the end of its log and where the rest is. */
export class EmbeddedFailed extends Error {
  override readonly name = 'EmbeddedFailed';
}

const LOG_LINES_SHOWN = 12;
const LOG_BYTES_READ = 16 * 1024;

/** What the server wrote since `offset`, at most its last 16 KB. */
export function logSince(logFile: string, offset: number): string {
  try {
    const content = fs.readFileSync(logFile);
    return content.subarray(Math.max(offset, content.length - LOG_BYTES_READ)).toString('utf8');
  } catch {
    return '';
  }
}

/** An EmbeddedFailed with the last lines of the server's log. */
export function failedWithLog(what: string, logFile: string, offset = 0): EmbeddedFailed {
  const lines = logSince(logFile, offset).trim().split('\n').slice(-LOG_LINES_SHOWN);
  return new EmbeddedFailed(`${what} Its log is ${logFile}; the last lines are:\n${lines.join('\n')}`);
}
