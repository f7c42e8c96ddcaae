import { renderCard } from '../../../../adapters/agent-inboxes/slack/card';
import type { SlackPost } from '../../../../adapters/agent-inboxes/slack/client';
import { renderMovedCard } from '../../../../adapters/agent-inboxes/slack/moved-card';
import { renderPost, renderWhisper } from '../../../../adapters/agent-inboxes/slack/render';
import { cardOf } from '../../../../src/domain/conversation/card';
import { decide } from '../../../../src/domain/conversation/decide';
import type { Effect, Notice } from '../../../../src/domain/conversation/effects';
import type { ConversationEvent } from '../../../../src/domain/conversation/events';
import type { Policy } from '../../../../src/domain/conversation/policy';
import type { ConversationState } from '../../../../src/domain/conversation/state';
import type { EmulatedPost, ThreadPost, ThreadRef, TranscriptEntry } from '../../../../src/ports';

/** What stands in Slack at one moment: posts as they are drawn, from top to bottom. */
export interface Scene {
  readonly name: string;
  readonly posts: readonly EmulatedPost[];
  /** As they would be sent, to be held against Slack's limits. */
  readonly sent: readonly SlackPost[];
}

export const THREAD = 'C0SUPPORT01:1795350000.000100' as ThreadRef;

interface Shown {
  readonly post: SlackPost;
  readonly ephemeral: boolean;
}

const scene = (name: string, at: number, shown: readonly Shown[]): Scene => ({
  name,
  posts: shown.map(({ post, ephemeral }, index) => drawn(post, ephemeral, at, index)),
  sent: shown.map(({ post }) => post),
});

const drawn = (post: SlackPost, ephemeral: boolean, at: number, index: number): EmulatedPost => ({
  id: String(index),
  authorId: null,
  authorName: post.username ?? 'Baton',
  ...(post.icon === undefined ? {} : { authorIcon: post.icon }),
  isBot: true,
  text: post.text,
  raw: post.blocks,
  files: [],
  reactions: [],
  at,
  edited: false,
  ephemeral,
  replyCount: 0,
});

/** The card as a state shows it. */
export function cardScene(name: string, state: ConversationState, policy: Policy): Scene {
  const view = cardOf(state, policy.channel);
  if (view === null) throw new Error(`"${name}" has no card.`);
  const post = renderCard({ view, channelLabel: policy.channel.label }, 'o:key');
  return scene(name, view.requestedAt, [{ post, ephemeral: false }]);
}

/** Posts as they stand. */
export const postScene = (name: string, at: number, ...posts: readonly ThreadPost[]): Scene =>
  scene(
    name,
    at,
    posts.map((post) => ({ post: rendered(post), ephemeral: false })),
  );

/** What the thread shows after something happened: the words are those that the decision chose. */
export function afterScene(name: string, state: ConversationState, event: ConversationEvent, policy: Policy): Scene {
  const decision = decide(state, event, policy);
  const entries = decision.transcript.flatMap((change) => (change.type === 'append' ? [change.entry] : []));
  const shown = decision.effects.flatMap((effect) => shownBy(effect, entries, decision.state, policy));
  if (shown.length === 0) throw new Error(`"${name}" shows nothing.`);
  return scene(name, event.at, shown);
}

function shownBy(
  effect: Effect,
  entries: readonly TranscriptEntry[],
  state: ConversationState,
  policy: Policy,
): readonly Shown[] {
  switch (effect.type) {
    case 'post_notice':
      return [
        { post: rendered({ type: 'notice', notice: effect.notice, ...linkOf(effect.notice) }), ephemeral: false },
      ];
    case 'tell_agent':
      return [{ post: renderWhisper(effect.notice, THREAD, undefined, linkOf(effect.notice).link), ephemeral: true }];
    case 'close_thread':
      return [{ post: closedCard(state, effect.label, policy), ephemeral: false }];
    case 'post_message': {
      const entry = entries.find(({ id }) => id === effect.messageId);
      const { mention, toChannel } = effect;
      const reach = { ...(mention === undefined ? {} : { mention }), ...(toChannel ? { toChannel } : {}) };
      const about = { customerName: state.contactName, channelLabel: policy.channel.label };
      return entry === undefined
        ? []
        : [
            {
              post: rendered({ type: 'messages', ...about, entries: [entry], history: false, ...reach }),
              ephemeral: false,
            },
          ];
    }
    default:
      return [];
  }
}

const ADDRESS = 'https://sample-shop.slack.com/archives/C0BILLING01/p1795350000000200';

const linkOf = ({ link }: Notice) => (link === undefined ? {} : { link: { label: 'Open the thread', url: ADDRESS } });

function closedCard(state: ConversationState, label: string, policy: Policy): SlackPost {
  const view = cardOf(state, policy.channel);
  if (view === null) throw new Error('A conversation that was moved has a card.');
  return renderMovedCard({ view, channelLabel: policy.channel.label }, { label, url: ADDRESS });
}

const rendered = (post: ThreadPost): SlackPost =>
  renderPost(post, { key: 'key', mayRename: true, picture: '/avatars/3/M.png' });
