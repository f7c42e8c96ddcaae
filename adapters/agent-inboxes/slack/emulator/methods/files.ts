import { storedBlocks } from '../blocks/stored';
import { readBlocks } from '../content';
import type { Emulation } from '../emulation';
import { fileObject, sharesOf } from '../file-object';
import { announceFile, shareFiles } from '../file-store';
import { appAuthor, customIdentity } from '../identity';
import { isTs } from '../ids';
import type { Draft } from '../messages';
import type { Call, Methods } from '../method';
import { richTextBlock } from '../rich-text';
import { storedText } from '../text';
import { invalidArguments, isJson, type Json, SlackRefusal } from '../wire';
import type { SlackChannel, StoredFile } from '../workspace';
import { postingChannel } from './channel-arguments';

const MAX_FILE_BYTES = 1_073_741_824;
const MAX_ALT_TEXT = 1_000;

export const fileMethods: Methods = {
  'files.getUploadURLExternal': {
    scopes: ['files:write'],
    json: false,
    tier: 'T4',
    required: ['filename', 'length'],
    run: ({ args }, { workspace }) => {
      const length = args.number('length', 0, 'invalid_arguments');
      if (length < 1) throw invalidArguments('must be greater than 0 [json-pointer:/length]');
      if (length > MAX_FILE_BYTES) throw new SlackRefusal('file_upload_size_restricted');
      const altText = args.text('alt_txt') ?? '';
      if (altText.length > MAX_ALT_TEXT) throw new SlackRefusal('alt_txt_too_large');
      const user = workspace.app.botUserId;
      const file = announceFile(workspace, { name: args.required('filename'), length, user, altText });
      return { upload_url: `${workspace.baseUrl}/upload/v1/${file.ticket}`, file_id: file.id };
    },
  },
  'files.completeUploadExternal': {
    scopes: ['files:write'],
    json: true,
    tier: 'T4',
    required: ['files'],
    run: (call, emulation) => {
      const files = uploadedFiles(call, emulation);
      const channels = targetChannels(call, emulation);
      const draft = draftOf(call, emulation);
      for (const file of files) file.completed = true;
      for (const channel of channels) shareLater(emulation, channel, files, draft);
      return { files: files.map(({ id, title }) => ({ id, title })) };
    },
  },
  'files.info': {
    scopes: ['files:read'],
    json: false,
    tier: 'T4',
    required: ['file'],
    run: ({ args }, { workspace }) => {
      const file = workspace.state.files[args.required('file')];
      if (!file?.completed) throw new SlackRefusal('file_not_found');
      if (file.deleted) throw new SlackRefusal('file_deleted');
      const inside = Object.keys(file.shares);
      const isPrivate = (id: string): boolean => workspace.channel(id)?.isPrivate === true;
      return {
        file: {
          ...fileObject(workspace, file.id),
          shares: sharesOf(workspace, file),
          channels: inside.filter((id) => !isPrivate(id)),
          groups: inside.filter(isPrivate),
          ims: [],
          comments_count: 0,
        },
        comments: [],
        response_metadata: { next_cursor: '' },
      };
    },
  },
  'files.delete': {
    scopes: ['files:write'],
    json: true,
    tier: 'T3',
    required: ['file'],
    run: ({ args }, { workspace, publisher }) => {
      const file = workspace.state.files[args.required('file')];
      if (!file) throw new SlackRefusal('file_not_found');
      if (file.deleted) throw new SlackRefusal('file_deleted');
      if (file.user !== workspace.app.botUserId) throw new SlackRefusal('cant_delete_file');
      Object.assign(file, { deleted: true, content: null });
      publisher.publish({ type: 'file_deleted', file_id: file.id, event_ts: workspace.clock.nextTs() });
      workspace.changed();
      return {};
    },
  },
};

const uploadedFiles = (call: Call, { workspace }: Emulation): StoredFile[] => {
  const list = call.args.array('files', 'invalid_arguments') ?? [];
  if (list.length === 0 || !list.every(isJson)) throw invalidArguments('must provide an array [json-pointer:/files]');
  return (list as Json[]).map(({ id, title }) => {
    const file = workspace.state.files[String(id)];
    if (!file || file.deleted || file.content === null) throw new SlackRefusal('file_not_found');
    if (typeof title === 'string' && title !== '') file.title = title;
    return file;
  });
};

/** No channel: the files stay with the app. */
const targetChannels = (call: Call, emulation: Emulation): SlackChannel[] => {
  const ids = [call.args.text('channel_id'), ...(call.args.text('channels') ?? '').split(',')].filter(Boolean);
  return ids.map((channel) => postingChannel({ ...call, args: call.args.with({ channel }) }, emulation));
};

const draftOf = (call: Call, { workspace }: Emulation): Draft => {
  const { args } = call;
  const threadTs = args.has('thread_ts') ? args.required('thread_ts') : undefined;
  if (threadTs !== undefined && !isTs(threadTs)) throw new SlackRefusal('invalid_thread_ts');
  const sentBlocks = readBlocks(call);
  const text = storedText(args.text('initial_comment') ?? '');
  const identity = customIdentity(call);
  const written = text && !identity ? [richTextBlock(text)] : undefined;
  const blocks = sentBlocks ? storedBlocks(sentBlocks) : written;
  return {
    ...(identity ?? appAuthor(workspace)),
    subtype: 'file_share',
    bot_id: workspace.app.botId,
    app_id: workspace.app.id,
    text,
    ...(blocks ? { blocks } : {}),
    ...(sentBlocks ? { sentBlocks } : {}),
    threadTs,
  };
};

/** The answer comes first; the message lands when Slack has looked at the file, and sometimes it never does. */
const shareLater = (emulation: Emulation, channel: SlackChannel, files: StoredFile[], draft: Draft): void => {
  if (emulation.modes.sharesNeverLand) return;
  const { shareDelayMs, timeScale } = emulation.options;
  emulation.later(shareDelayMs * timeScale, () => {
    if (!channel.isArchived) shareFiles(emulation, channel, files, draft);
  });
};
