import type { Methods } from '../method';
import { assistantMethods } from './assistant';
import { blockMethods } from './blocks';
import { bookmarkMethods } from './bookmarks';
import { chatMethods } from './chat';
import { conversationMethods } from './conversations';
import { fileMethods } from './files';
import { installationMethods } from './installation';
import { peopleMethods } from './people';
import { reactionMethods } from './reactions';
import { streamMethods } from './streams';
import { teamMethods } from './team';
import { viewMethods } from './views';

/** Every method the emulator knows; any other name is `unknown_method`, as at Slack. */
export const METHODS: Methods = {
  ...teamMethods,
  ...chatMethods,
  ...conversationMethods,
  ...peopleMethods,
  ...reactionMethods,
  ...blockMethods,
  ...viewMethods,
  ...fileMethods,
  ...installationMethods,
  ...assistantMethods,
  ...streamMethods,
  ...bookmarkMethods,
};
