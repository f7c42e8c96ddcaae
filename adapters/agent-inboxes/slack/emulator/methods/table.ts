import type { Methods } from '../method';
import { blockMethods } from './blocks';
import { chatMethods } from './chat';
import { conversationMethods } from './conversations';
import { fileMethods } from './files';
import { peopleMethods } from './people';
import { reactionMethods } from './reactions';
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
};
