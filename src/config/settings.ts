import type { SettingSpecs } from '../ports/adapter';
import { amountProblem, hostsProblem, signWeightsProblem, topicsProblem } from './handoff-rules';
import { closedDaysProblem, weekProblem, zoneProblem } from './opening-hours';

const wholeNumber = (value: string): string | null =>
  /^\d+$/.test(value) ? null : 'must be a whole number, 0 or more. Correct it or leave it out.';

const oneOf =
  (...allowed: readonly string[]) =>
  (value: string): string | null =>
    allowed.includes(value) ? null : `must be one of ${allowed.join(', ')}. Correct it or leave it out.`;

const url = (value: string): string | null =>
  URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
    ? null
    : 'must be an address such as https://baton.example.com. Correct it.';

/** Baton's own settings. Adapters bring theirs; all of them appear in `.env.example`, app.json and the README. */
export const SETTINGS = {
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
  claimDueSeconds: {
    env: 'HANDOFF_CLAIM_DUE_SECONDS',
    default: '300',
    description:
      'How long a handoff may wait before the thread is marked overdue and the customer is told that it takes longer. Smaller reassures sooner and nags agents more.',
    check: wholeNumber,
  },
  replyDueSeconds: {
    env: 'REPLY_DUE_SECONDS',
    default: '900',
    description:
      'How long the holder may leave a customer waiting before being reminded; after as long again the conversation is free for others and the customer is told.',
    check: wholeNumber,
  },
  openingHours: {
    env: 'OPENING_HOURS',
    description:
      'When people answer, such as `Mon-Fri 09:00-18:00; Sat 10:00-14:00`. Outside these hours customers hear when people are back, and nobody is reminded or apologised for. Default: always.',
    check: weekProblem,
  },
  timezone: {
    env: 'TIMEZONE',
    description: 'The clock that OPENING_HOURS go by, such as Europe/Berlin. Needed with them.',
    check: zoneProblem,
  },
  closedDays: {
    env: 'CLOSED_DAYS',
    description: 'Days without opening hours: `2026-12-28`, or `12-25` for every year, with commas.',
    check: closedDaysProblem,
  },
  reopenWithinHours: {
    env: 'REOPEN_WITHIN_HOURS',
    default: '24',
    description:
      'A customer who writes this soon after "resolved" comes back to the same thread; later the AI answers first.',
    check: wholeNumber,
  },
  speaking: {
    env: 'SPEAKING',
    default: 'holder',
    description:
      'Whose plain replies are sent: `holder` (others are asked first), `everyone`, or `notes` (nothing without a click).',
    check: oneOf('holder', 'everyone', 'notes'),
  },
  showInChannel: {
    env: 'WAITING_IN_CHANNEL',
    default: 'on',
    description:
      'Shows in the channel too, not only in the thread, that a customer waits whom nobody has taken or whose holder is silent: at most every 15 minutes for each conversation.',
    check: oneOf('on', 'off'),
  },
  undoGraceSeconds: {
    env: 'UNDO_GRACE_SECONDS',
    default: '0',
    description:
      "How long an agent's reply waits before it is sent, up to 30. Deleting the message within that time takes it back, editing it changes what is sent.",
    check: (value) =>
      wholeNumber(value) ?? (Number(value) <= 30 ? null : 'must be 30 or less: the customer waits as long.'),
  },
  leakCheck: {
    env: 'LEAK_CHECK',
    default: 'unsendable',
    description:
      'Holds a reply that looks meant for colleagues (a mention, a wording, a secret) and asks its writer: `off`, `unsendable` (on channels that cannot take a message back) or `always`.',
    check: oneOf('off', 'unsendable', 'always'),
  },
  revealNumbers: {
    env: 'REVEAL_NUMBERS',
    default: 'on',
    description:
      'Card, account and identity numbers and passwords are masked in threads and to models. `on`: whoever holds a conversation may look at them, which is recorded and said in the thread; `off`: nobody may.',
    check: oneOf('on', 'off'),
  },
  discloseAi: {
    env: 'AI_DISCLOSURE',
    default: 'on',
    description: 'Says that an AI writes: on its first message, after a day of silence and after hand-back.',
    check: oneOf('on', 'off'),
  },
  burstMs: {
    env: 'BURST_MS',
    description:
      'How long the AI waits for the customer to finish typing several messages. Default: as the channel suggests (1500).',
    check: wholeNumber,
  },
  maxClarifications: {
    env: 'MAX_CLARIFICATIONS',
    default: '2',
    description: 'More clarifying questions in a row than this, and a person takes over.',
    check: wholeNumber,
  },
  maxFailures: {
    env: 'MAX_FAILED_ANSWERS',
    default: '2',
    description: 'More failed answers than this since the AI took over, and a person does.',
    check: wholeNumber,
  },
  maxBotTurns: {
    env: 'MAX_AI_TURNS',
    default: '30',
    description: 'More AI messages than this in one go, and a person takes over.',
    check: wholeNumber,
  },
  signWeights: {
    env: 'SIGN_WEIGHTS',
    description:
      'What each weak sign counts, of 100. Default: `rejected_answer=30, repeated_question=35, failed_answer=30, clarified=15, frustrated=40`. Name those to change; 0 switches one off.',
    check: signWeightsProblem,
  },
  highStakesTopics: {
    env: 'HIGH_STAKES_TOPICS',
    default: 'safety, bereavement, fraud, legal, privacy',
    description:
      'Topics that people answer at once, read in every language: any of `safety`, `bereavement`, `fraud` (with chargebacks), `legal`, `privacy` (GDPR and deleted accounts), `cancellation`; or `none`.',
    check: topicsProblem,
  },
  highStakesAmount: {
    env: 'HIGH_STAKES_AMOUNT',
    description:
      'A customer who names this much or more, such as `500 EUR`, is answered by people. Default: no amount.',
    check: amountProblem,
  },
  humanOnlyTopics: {
    env: 'HUMAN_ONLY_TOPICS',
    description:
      'Your own words for what only people answer, with commas: `wholesale, press enquiry, Großbestellung`. A message that names one is handed off.',
  },
  vipContacts: {
    env: 'VIP_CONTACTS',
    description:
      'Customers whom people answer from the first message: phone numbers, or ids as the channel has them, with commas.',
  },
  ungroundedAnswer: {
    env: 'UNGROUNDED_ANSWER',
    default: 'offer',
    description:
      'When a model’s answer states what no article and no tool bears out, also after one correction: `offer` says that nothing was found and offers a person, `handoff` brings one. It is never sent.',
    check: oneOf('offer', 'handoff'),
  },
  promisedByAi: {
    env: 'PROMISE_BY_AI',
    default: 'handoff',
    description:
      'When a model is about to promise what only people can do ("I’ll connect you", "we refund you"): `handoff` lets people keep it, `rewrite` asks for an answer without it. The promise is never sent.',
    check: oneOf('handoff', 'rewrite'),
  },
  allowedLinkHosts: {
    env: 'ALLOWED_LINK_HOSTS',
    description:
      'Hosts the AI may link to besides what its sources link to, with commas: `shop.example.com`. Other links are taken out of its answers.',
    check: hostsProblem,
  },
  tokensPerConversation: {
    env: 'AI_TOKENS_PER_CONVERSATION',
    default: '300000',
    description:
      'More tokens of the model than this in 24 hours for one conversation (about 50 answers by default), and a person takes over. 0: no limit.',
    check: wholeNumber,
  },
  tokensPerDay: {
    env: 'AI_TOKENS_PER_DAY',
    default: '0',
    description:
      'More tokens of the model than this in 24 hours for all conversations together, and customers are answered without it until it is less. Requests for a person are obeyed all the same. 0: no limit.',
    check: wholeNumber,
  },
  mediaMaxMb: {
    env: 'MEDIA_MAX_MB',
    default: '25',
    description:
      'Larger files are not taken over in either direction, and whoever sent or expected one is told. Each is held in memory while it is moved, four at a time.',
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
  offerAtPercent: {
    env: 'OFFER_PERSON_AT',
    default: '60',
    description:
      'When weak signs (the same question again, "that did not help", a failed answer, anger) add up to this many of 100, the AI offers a person with its answer, once. Smaller offers sooner.',
    check: wholeNumber,
  },
  escalateAtPercent: {
    env: 'BRING_PERSON_AT',
    default: '100',
    description: 'When the same signs add up to this many of 100, a person takes over without being asked for.',
    check: wholeNumber,
  },
  unknownOutcome: {
    env: 'UNKNOWN_OUTCOME',
    default: 'resend',
    description:
      'When a channel gives no evidence whether a message arrived: `resend` once, marked in the thread, or `ask` the agent.',
    check: oneOf('resend', 'ask'),
  },
} as const satisfies SettingSpecs;

export type CoreSettings = { readonly [K in keyof typeof SETTINGS]: string };
