import pino from 'pino';
import type { LogFields, Logger } from '../ports/logger';

/** Tokens of the providers we know, should one ever slip into a message. */
const TOKENS = /xox[a-z]-[\w-]+|xapp-[\w-]+|\b\d{6,}:[A-Za-z0-9_-]{30,}|\bsk-[\w-]{16,}|\b(AC|SK)[0-9a-f]{32}\b/g;

const scrub = (text: string): string => text.replace(TOKENS, '[secret]');

/** JSON lines on standard output, ids and counts only. `level` as pino names them; `silent` for tests. */
export function createLogger(level: string): Logger {
  return wrap(pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }));
}

function wrap(logger: pino.Logger): Logger {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}): void =>
      logger[level](clean(fields), scrub(message));
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => wrap(logger.child(clean(fields))),
  };
}

const clean = (fields: LogFields): LogFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? scrub(value) : value]),
  );
