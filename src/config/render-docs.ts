import type { Adapter, ChannelAdapter, SettingSpec } from '../ports/adapter';
import { SETTING_GROUPS } from './settings';

/** What the generated pages are made of: Baton's own settings and what every adapter folder says of itself. */
export interface Described {
  readonly channels: readonly ChannelAdapter[];
  readonly inboxes: readonly Adapter<unknown>[];
  readonly models: readonly Adapter<unknown>[];
}

interface Group {
  readonly title: string;
  readonly specs: readonly SettingSpec[];
}

function groups({ channels, inboxes, models }: Described): readonly Group[] {
  const of = (adapters: readonly Adapter<unknown>[]): readonly Group[] =>
    adapters.map(({ label, settings }) => ({ title: label, specs: Object.values<SettingSpec>(settings) }));
  return [
    ...SETTING_GROUPS.map(({ title, specs }) => ({ title, specs: Object.values<SettingSpec>(specs) })),
    ...of(inboxes),
    ...of(channels),
    ...of(models),
  ];
}

const WIDTH = 110;

/** `.env.example`: every setting with its description, switched off. */
export function renderEnvExample(described: Described): string {
  const blocks = groups(described).map(({ title, specs }) =>
    [`# ---- ${title} ----`, ...specs.map((spec) => `${comment(spec)}\n#${spec.env}=${spec.default ?? ''}`)].join(
      '\n\n',
    ),
  );
  return `# Copy to .env, or set these where Baton runs. Nothing is needed for the sandbox.\n\n${blocks.join('\n\n')}\n`;
}

const comment = ({ description }: SettingSpec): string =>
  wrapped(description, WIDTH - 2)
    .map((line) => `# ${line}`)
    .join('\n');

function wrapped(text: string, width: number): readonly string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1] ?? '';
    if (last !== '' && last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/** The `env` part of app.json, as one-click hosts read it. */
export function renderAppEnv(described: Described): Readonly<Record<string, unknown>> {
  const entries = groups(described).flatMap(({ specs }) => specs.map((spec) => [spec.env, appEntry(spec)] as const));
  return Object.fromEntries(entries);
}

/** The host gives the port and the database; the key is made by it, once. */
const appEntry = ({ env, description, default: value }: SettingSpec): Readonly<Record<string, unknown>> => ({
  description,
  ...(env === 'SECRET_KEY' ? { generator: 'secret' } : { required: false }),
  ...(value === undefined || env === 'SECRET_KEY' ? {} : { value }),
});

/** A table per group, for the README. */
export function renderSettings(described: Described): string {
  return groups(described)
    .map(({ title, specs }) =>
      [`#### ${title}`, '', '| setting | default | what it does |', '|---|---|---|', ...specs.map(settingRow)].join(
        '\n',
      ),
    )
    .join('\n\n');
}

const settingRow = ({ env, default: value, description, secret }: SettingSpec): string =>
  `| \`${env}\`${secret ? ' 🔑' : ''} | ${value ? `\`${value}\`` : ''} | ${cell(description)} |`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** What each channel carries, from its capabilities. */
export function renderChannels({ channels }: Described): string {
  const rows = channels.flatMap(({ channels: all }) => all.map(({ capabilities }) => channelRow(capabilities)));
  return [
    '| channel | text | formatting | media out | receipts | edit · delete | reply window | evidence of a send |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

const EVIDENCE = {
  none: 'none: one marked resend',
  lookup: 'the provider is asked',
  callback: 'status callback',
} as const;

function channelRow(can: ChannelAdapter['channels'][number]['capabilities']): string {
  const yes = (value: boolean): string => (value ? 'yes' : 'no');
  const hours = can.replyWindowMs === null ? 'always open' : `${can.replyWindowMs / 3_600_000} h`;
  const media = Object.keys(can.media).join(', ') || 'as a link';
  const unit = can.text.unit === 'bytes' ? 'bytes' : 'characters';
  return `| **${can.label}** | ${can.text.max.toLocaleString('en')} ${unit} | ${can.text.formatting} | ${media} | ${can.receipts} | ${yes(can.edits)} · ${yes(can.deletes)} | ${hours} | ${EVIDENCE[can.evidence.kind]} |`;
}

/** Puts `body` between the markers of that name; throws where they are missing. */
export function between(page: string, name: string, body: string): string {
  const begin = `<!-- generated: ${name} -->`;
  const end = `<!-- end: ${name} -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page needs the markers "${begin}" and "${end}".`);
  return `${page.slice(0, from + begin.length)}\n${body}\n${page.slice(to)}`;
}
