import { slackId } from '../ids';
import type { Methods } from '../method';
import { type Json, SlackRefusal } from '../wire';
import { findChannel } from './channel-arguments';

export const bookmarkMethods: Methods = {
  'bookmarks.add': {
    scopes: ['bookmarks:write'],
    json: true,
    tier: 'T2',
    required: ['channel_id', 'title', 'type'],
    run: ({ args }, { workspace }) => {
      const channel = findChannel(workspace, args.required('channel_id'));
      if (args.required('type') !== 'link') throw new SlackRefusal('invalid_bookmark_type');
      const link = args.text('link') ?? '';
      if (!/^https?:\/\/\S+$/.test(link)) throw new SlackRefusal('invalid_link');
      const bookmark: Json = {
        id: slackId('Bk'),
        channel_id: channel.id,
        title: args.required('title'),
        link,
        type: 'link',
        date_created: workspace.clock.seconds(),
        app_id: workspace.app.id,
      };
      workspace.state.bookmarks.push(bookmark);
      workspace.changed();
      return { bookmark };
    },
  },
  'bookmarks.list': {
    scopes: ['bookmarks:read'],
    json: true,
    tier: 'T3',
    required: ['channel_id'],
    run: ({ args }, { workspace }) => {
      const channel = findChannel(workspace, args.required('channel_id'));
      return { bookmarks: workspace.state.bookmarks.filter(({ channel_id }) => channel_id === channel.id) };
    },
  },
};
