import type { Call } from './method';
import type { Json } from './wire';
import type { Workspace } from './workspace';

/** How a post of the app is signed when it says nothing else. */
export const appAuthor = (workspace: Workspace): { user: string; team: string } => ({
  user: workspace.app.botUserId,
  team: workspace.state.team.id,
});

/**
 * Name and picture an app borrows for one post. Without `chat:write.customize` they are dropped without a word; with
 * them the post has no `user` and is a `bot_message`.
 */
export const customIdentity = (call: Call): { subtype: 'bot_message'; username: string; icons?: Json } | null => {
  const { args, scopes } = call;
  const wanted = ['username', 'icon_url', 'icon_emoji'].some((name) => args.has(name));
  if (!wanted || !scopes.has('chat:write.customize')) return null;
  const icons: Json = {
    ...(args.has('icon_emoji') ? { emoji: args.text('icon_emoji') } : {}),
    ...(args.has('icon_url') ? { image_48: args.text('icon_url') } : {}),
  };
  return {
    subtype: 'bot_message',
    username: args.text('username') ?? 'Baton',
    ...(Object.keys(icons).length > 0 ? { icons } : {}),
  };
};
