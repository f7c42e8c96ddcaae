import type { SettingSpecs } from '../ports/adapter';
import { oneOf, url, wholeNumber } from './setting-checks';

/** Where Baton runs, what it is connected to, and what it keeps. */
export const RUNNING_SETTINGS = {
  port: { env: 'PORT', default: '3000', description: 'Where Baton listens.', check: wholeNumber },
  host: {
    env: 'HOST',
    description: 'The address it listens on. Default: 127.0.0.1; with NODE_ENV=production 0.0.0.0.',
  },
  publicUrl: {
    env: 'PUBLIC_URL',
    description:
      'Where providers reach Baton from the internet, such as https://baton.example.com. Default: http://127.0.0.1:PORT, enough for the sandbox, Telegram polling and Slack Socket Mode.',
    check: url,
  },
  databaseUrl: {
    env: 'DATABASE_URL',
    secret: true,
    description: 'Your PostgreSQL 15 or newer. Without it Baton runs its own inside DATA_DIR.',
    check: (value) =>
      /^postgres(ql)?:\/\//.test(value) ? null : 'must begin with postgres:// or postgresql://. Correct it.',
  },
  dataDir: { env: 'DATA_DIR', default: '.baton', description: 'Where the built-in database and its key live.' },
  secretKey: {
    env: 'SECRET_KEY',
    secret: true,
    description:
      'Encrypts tokens and raw webhooks: any 32 or more characters, kept for ever. Needed with DATABASE_URL; otherwise made once in DATA_DIR.',
    check: (value) =>
      value.length >= 32 ? null : 'must have 32 or more characters. Make one with: openssl rand -hex 32',
  },
  role: {
    env: 'ROLE',
    default: 'all',
    description:
      'What this process does: `all`, or `web` (webhooks), `worker` (everything else), `connections` (polling and sockets only).',
    check: oneOf('all', 'web', 'worker', 'connections'),
  },
  channels: {
    env: 'CHANNELS',
    description:
      'Customer channels to switch on, comma-separated adapter names. Default: those whose credentials are set.',
  },
  inbox: { env: 'INBOX', description: 'Where agents work. Default: the inbox whose credentials are set.' },
  model: {
    env: 'MODEL',
    default: 'offline',
    description:
      'Who answers: `offline` quotes the knowledge base and needs no account; `openai` or `anthropic` write with a model, checked against the articles, and fall back to `offline`.',
  },
  transcribeWith: {
    env: 'TRANSCRIBE_WITH',
    description:
      'Who turns customers’ voice notes into text, for the AI and under the recording in the thread: `openai`, also beside another MODEL, or `off`. Default: the model’s own vendor, where it can.',
  },
  knowledgeDir: {
    env: 'KNOWLEDGE_DIR',
    description:
      'Folder of Markdown files the AI answers from, read again at every start, beside what "npm run kb" adds. Default: the sample shop until something is added, except with NODE_ENV=production.',
  },
  toolsFile: {
    env: 'TOOLS_FILE',
    description:
      'JSON file of what the AI may look up or change in your systems: HTTP actions and MCP servers (src/tools/README.md). Secrets in it are variables that begin with TOOL_. Default: none; the sandbox brings a sample order service.',
  },
  mediaMaxMb: {
    env: 'MEDIA_MAX_MB',
    default: '25',
    description:
      'Larger files are not taken over in either direction, and whoever sent or expected one is told. Files pass through in pieces. Only voice notes that are written down and agents’ pictures and films are held in memory, four at a time, the latter up to 50 MB each.',
    check: (value) =>
      /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= 100
        ? null
        : 'must be a whole number from 1 to 100. Correct it or leave it out.',
  },
  mediaKeepDays: {
    env: 'MEDIA_KEEP_DAYS',
    default: '90',
    description:
      'How long the bytes of files are kept in the database. What was put into the thread or sent to a customer stays there.',
    check: (value) =>
      /^\d+$/.test(value) && Number(value) >= 1
        ? null
        : 'must be a whole number, 1 or more. Correct it or leave it out.',
  },
  unknownOutcome: {
    env: 'UNKNOWN_OUTCOME',
    default: 'resend',
    description:
      'When a channel gives no evidence whether a message arrived: `resend` once, marked in the thread, or `ask` the agent.',
    check: oneOf('resend', 'ask'),
  },
  logLevel: {
    env: 'LOG_LEVEL',
    default: 'info',
    description: 'How much is logged; never a customer’s words.',
    check: oneOf('silent', 'error', 'warn', 'info', 'debug'),
  },
  metricsToken: {
    env: 'METRICS_TOKEN',
    secret: true,
    description: 'Bearer token for /metrics. Without it only this machine may read them.',
  },
  sandbox: {
    env: 'SANDBOX',
    description:
      '`1` allows the sandbox with NODE_ENV=production. It starts by itself when no channel, inbox or credential is set.',
    check: oneOf('0', '1', ''),
  },
} as const satisfies SettingSpecs;
