import type { Emulation } from './emulation';
import { mimetypeOf } from './file-object';
import { secret, slackId } from './ids';
import type { Draft } from './messages';
import type { SlackChannel, StoredFile, Workspace } from './workspace';

interface NewFile {
  readonly name: string;
  readonly length: number;
  readonly user: string;
  readonly mimetype?: string;
  readonly altText?: string;
}

export const announceFile = (workspace: Workspace, file: NewFile): StoredFile => {
  const stored: StoredFile = {
    id: slackId('F'),
    name: file.name,
    title: file.name,
    mimetype: file.mimetype ?? mimetypeOf(file.name),
    user: file.user,
    created: workspace.clock.seconds(),
    altText: file.altText ?? '',
    length: file.length,
    content: null,
    ticket: secret(16),
    completed: false,
    deleted: false,
    shares: {},
  };
  workspace.state.files[stored.id] = stored;
  return stored;
};

/** A file of another length than announced stays unusable, though the upload itself is answered with OK. */
export const receiveContent = (file: StoredFile, bytes: Buffer): void => {
  if (bytes.length === file.length) file.content = bytes.toString('base64');
};

/** The message that carries the files. */
export const shareFiles = (
  { workspace, messages }: Emulation,
  channel: SlackChannel,
  files: readonly StoredFile[],
  draft: Draft,
): string => {
  const message = messages.post(channel, { ...draft, fileIds: files.map(({ id }) => id) });
  for (const file of files) {
    file.shares[channel.id] = [...(file.shares[channel.id] ?? []), message.ts];
  }
  workspace.changed();
  return message.ts;
};
