import type { Json } from './wire';
import type { StoredFile, Workspace } from './workspace';

const FILE_TYPES: Readonly<Record<string, readonly [type: string, pretty: string]>> = {
  'image/jpeg': ['jpg', 'JPEG'],
  'image/png': ['png', 'PNG'],
  'image/gif': ['gif', 'GIF'],
  'image/webp': ['webp', 'WebP'],
  'application/pdf': ['pdf', 'PDF'],
  'text/plain': ['text', 'Plain Text'],
  'text/csv': ['csv', 'CSV'],
  'audio/mpeg': ['mp3', 'MP3'],
  'audio/ogg': ['ogg', 'Ogg'],
  'audio/mp4': ['m4a', 'MPEG 4 Audio'],
  'video/mp4': ['mp4', 'MPEG 4 Video'],
  'application/zip': ['zip', 'Zip'],
};
const EXTENSIONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(FILE_TYPES).map(([mimetype, [type]]) => [type, mimetype])),
  jpeg: 'image/jpeg',
  txt: 'text/plain',
};

/** Slack tells the type by the name, whatever the upload said. */
export const mimetypeOf = (name: string): string =>
  EXTENSIONS[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';

/** The file as events and `files.info` carry it; a stub with `mode: tombstone` once it is deleted. */
export const fileObject = (workspace: Workspace, id: string): Json => {
  const file = workspace.state.files[id];
  if (!file || file.deleted) return { id, mode: 'tombstone', file_access: 'file_not_found' };
  const [filetype, pretty] = FILE_TYPES[file.mimetype] ?? ['binary', 'Binary'];
  const base = workspace.baseUrl;
  const path = `${workspace.state.team.id}-${id}`;
  const name = encodeURIComponent(file.name);
  return {
    id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype,
    pretty_type: pretty,
    user: file.user,
    user_team: workspace.person(file.user)?.teamId ?? workspace.state.team.id,
    editable: false,
    size: file.length,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: !Object.keys(file.shares).some((channelId) => workspace.channel(channelId)?.isPrivate),
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${base}/files-pri/${path}/${name}`,
    url_private_download: `${base}/files-pri/${path}/download/${name}`,
    permalink: `${base}/files/${file.user}/${id}/${name}`,
    has_rich_preview: false,
    file_access: 'visible',
    ...(file.altText ? { alt_txt: file.altText } : {}),
  };
};

/** In an event, a file of another company is only a pointer: the app has to ask `files.info` for it. */
export const eventFile = (workspace: Workspace, id: string): Json => {
  const owner = workspace.person(workspace.state.files[id]?.user ?? '');
  if (!owner || owner.teamId === workspace.state.team.id) return fileObject(workspace, id);
  return { id, mode: 'file_access', file_access: 'check_file_info', created: 0, timestamp: 0, user: '' };
};

/** `shares` as `files.info` shows them: which message carries the file, by channel. */
export const sharesOf = (workspace: Workspace, file: StoredFile): Json => {
  const shares: Record<'public' | 'private', Record<string, Json[]>> = { public: {}, private: {} };
  for (const [channelId, list] of Object.entries(file.shares)) {
    const side = workspace.channel(channelId)?.isPrivate ? 'private' : 'public';
    shares[side][channelId] = list.map((ts) => {
      const message = workspace.find(channelId, ts);
      const thread = message?.thread_ts ? { thread_ts: message.thread_ts } : {};
      return { ts, reply_users: [], reply_users_count: 0, reply_count: 0, share_user_id: file.user, ...thread };
    });
  }
  return Object.fromEntries(Object.entries(shares).filter(([, channels]) => Object.keys(channels).length > 0));
};
