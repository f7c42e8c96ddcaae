import { randomUUID } from 'node:crypto';
import type { Action } from '../../src/application/action';
import type { EffectPorts } from '../../src/application/effect-ports';
import { sendPart } from '../../src/application/perform-customer';
import type { SendPart } from '../../src/domain/conversation/call';
import type { ChannelCapabilities } from '../../src/domain/delivery/capabilities';
import { planDelivery } from '../../src/domain/delivery/plan-delivery';
import { instant, type TenantId } from '../../src/domain/ids';
import type { MediaPart, MessagePart } from '../../src/domain/message';
import { signedLinks } from '../../src/http/media-link';
import type { SendContext } from '../../src/ports/customer-channel';
import type { MissingMedia, StoredMedia } from '../../src/ports/media-store';
import type { StartedEffect } from '../../src/ports/store';
import { joined } from '../support/files';

const MB = 1024 * 1024;
const CAN: ChannelCapabilities = {
  label: 'Pigeon',
  text: { max: 1000, unit: 'utf16', formatting: 'none' },
  media: {
    image: { maxBytes: 5 * MB, captionMax: 100, types: ['image/jpeg', 'image/png'] },
    file: { maxBytes: 16 * MB, captionMax: 0 },
  },
  location: false,
  replyWindowMs: null,
  quickReplies: null,
  reactions: [],
  receipts: 'sent',
  edits: false,
  deletes: false,
  evidence: { kind: 'lookup', evidenceAfterMs: 0 },
  burstMs: 0,
  helpBelongsToCarrier: false,
  vouchesForAddress: true,
};
const TENANT = 'default' as TenantId;
const FIRST_TRIED = instant(Date.UTC(2026, 10, 22, 9));

const picture = (rest: Partial<MediaPart> = {}): MediaPart => ({
  type: 'media',
  kind: 'image',
  mediaType: 'image/jpeg',
  name: 'photo.jpg',
  bytes: MB,
  ref: 'F1',
  ...rest,
});
const stored = (rest: Partial<StoredMedia> = {}): StoredMedia => ({
  tenantId: TENANT,
  id: randomUUID(),
  name: 'photo.jpg',
  mediaType: 'image/jpeg',
  bytes: MB,
  ...rest,
});

/** What the channel was asked to send, and what the outcome would be. */
async function sending(
  found: StoredMedia | MissingMedia | null,
  part: MediaPart = picture(),
  options: { can?: ChannelCapabilities; now?: number; isLast?: boolean } = {},
) {
  const asked: { part: MessagePart; context: SendContext }[] = [];
  const note = (_to: unknown, sent: MessagePart, context: SendContext) => {
    asked.push({ part: sent, context });
    return Promise.resolve({ sentId: 'sent-1' });
  };
  const { can = CAN, now = FIRST_TRIED, isLast = true } = options;
  const channel = {
    capabilities: can,
    send: note,
    lookup: {
      findSent: (to: unknown, sent: MessagePart, context: SendContext) => note(to, sent, context).then(() => null),
    },
  };
  const ports = {
    channel: () => ({ provider: { accountId: 'pigeon' }, channel }),
    patience: { agentReply: {}, aiReply: {} },
    now: () => instant(now),
    files: {
      store: {
        find: async () => found,
        async *read() {
          yield Buffer.from('a pho');
          yield Buffer.from('to');
        },
      },
      links: signedLinks(Buffer.alloc(32, 1), 'https://baton.example.com', () => now),
      passing: (work: () => Promise<unknown>) => work(),
    },
  } as unknown as EffectPorts;
  const call: SendPart = {
    type: 'send_part',
    messageId: 'm1' as SendPart['messageId'],
    part,
    index: 0,
    count: isLast ? 1 : 2,
    author: { role: 'agent', agent: { id: 'U1', name: 'Ana' } },
  };
  const effect = {
    id: 'effect-1',
    state: { channelId: 'pigeon', contact: 'c1' },
    firstTriedAt: FIRST_TRIED,
  } as unknown as StartedEffect;
  const action = (await sendPart(TENANT, effect, call, ports)) as Action;
  return { action, asked };
}

describe('a file for a customer', () => {
  it('goes with its bytes and an address for providers that fetch by themselves', async () => {
    const { action, asked } = await sending(stored());
    const result = await action.run();
    expect(asked).toMatchObject([
      {
        part: { type: 'media', kind: 'image', name: 'photo.jpg' },
        context: {
          media: { bytes: MB, mediaType: 'image/jpeg' },
          mediaUrl: expect.stringMatching(/^https:\/\/baton\.example\.com\/media\/[\w-]+\/photo\.jpg$/),
        },
      },
    ]);
    // As often as it is asked for: a refused photo goes again as a document.
    for (const _try of [1, 2]) expect(String(await joined(asked[0]?.context.media?.read() as never))).toBe('a photo');
    expect(result.facts).toEqual([expect.objectContaining({ type: 'delivery.updated', status: 'sent' })]);
    expect(result.facts[0]).not.toHaveProperty('aside');
  });

  it.each<[string, Partial<StoredMedia>, Partial<MediaPart>, string]>([
    ['a picture of a type that is not taken as one', { mediaType: 'image/heic' }, {}, 'file'],
    ['a picture that is too large for one', { bytes: 6 * MB }, {}, 'file'],
    ['what is no picture', { mediaType: 'text/html' }, {}, 'file'],
    ['sound, which the channel does not know', { mediaType: 'audio/ogg' }, { kind: 'voice' }, 'file'],
  ])('%s goes as a plain file', async (_what, facts, part, kind) => {
    const { action, asked } = await sending(stored(facts), picture(part));
    await action.run();
    expect(asked[0]?.part).toMatchObject({ type: 'media', kind });
  });

  it.each<[string, Partial<StoredMedia>, Partial<MediaPart>, ChannelCapabilities, string]>([
    ['one that is too large', { bytes: 17 * MB }, {}, CAN, 'Pigeon takes files of up to 16 MB'],
    ['one where nothing is taken', {}, {}, { ...CAN, media: {} }, 'Pigeon takes no files'],
    [
      'one of a type that nothing is taken as',
      { mediaType: 'image/webp' },
      {},
      { ...CAN, media: { image: { maxBytes: MB * 5, captionMax: 0, types: ['image/png'] } } },
      'Pigeon does not take this kind of file',
    ],
  ])('%s goes as a link behind its words, and the agent is told why', async (_what, facts, part, can, why) => {
    const caption = { type: 'text', text: 'As promised' } as const;
    const { action, asked } = await sending(stored(facts), picture({ ...part, caption }), { can });
    const { facts: said } = await action.run();
    expect(asked[0]?.part).toEqual({
      type: 'text',
      text: expect.stringMatching(/^As promised\nphoto\.jpg: https:\/\/baton\.example\.com\/media\/[\w-]+$/),
    });
    expect(asked[0]?.context).not.toHaveProperty('media');
    expect(said).toEqual([
      expect.objectContaining({ status: 'sent', aside: `photo.jpg went as a link that works for 7 days: ${why}.` }),
    ]);
  });

  it('is looked for by the very words that were sent, however much later', async () => {
    const media = stored();
    const can = { ...CAN, media: {} };
    const texts: unknown[] = [];
    for (const now of [FIRST_TRIED, FIRST_TRIED + 3_600_000]) {
      const { action, asked } = await sending(media, picture(), { can, now });
      await action.run();
      await action.once?.find?.();
      texts.push(...asked.map(({ part }) => part));
    }
    expect(new Set(texts.map((part) => JSON.stringify(part))).size).toBe(1);
  });

  it('of which another part follows tells the agent at once, and that this part is sent', async () => {
    const { action } = await sending(stored(), picture(), { can: { ...CAN, media: {} }, isLast: false });
    const { facts } = await action.run();
    expect(facts).toEqual([
      expect.objectContaining({ part: 0, status: 'sent', aside: expect.stringContaining('link') }),
    ]);
  });

  it.each([
    [{ problem: 'It is larger than the 25 MB that Baton takes (MEDIA_MAX_MB).' }, 'MEDIA_MAX_MB'],
    [null, 'MEDIA_KEEP_DAYS'],
  ])('without bytes is refused with the reason, and nothing is sent', async (found, reason) => {
    const { action, asked } = await sending(found);
    await expect(action.run()).rejects.toMatchObject({ kind: 'rejected', message: expect.stringContaining(reason) });
    expect(asked).toEqual([]);
  });
});

describe('words and files of one message', () => {
  const words = (length: number) => ({ type: 'text', text: 'x'.repeat(length) }) as const;

  it('are one message where the words fit under the file', () => {
    expect(planDelivery([words(100), picture()], CAN)).toEqual([picture({ caption: words(100) })]);
    expect(planDelivery([words(101), picture()], CAN)).toEqual([words(101), picture()]);
  });

  it('stay apart where the file takes no words, and where a second file follows it has none', () => {
    const file = picture({ kind: 'file' });
    expect(planDelivery([words(5), file], CAN)).toEqual([words(5), file]);
    expect(planDelivery([words(5), picture(), file], CAN)).toEqual([picture({ caption: words(5) }), file]);
  });

  it('share a text where the file becomes a link, as long as there is room for it', () => {
    const none = { ...CAN, media: {} };
    expect(planDelivery([words(600), picture()], none)).toEqual([picture({ caption: words(600) })]);
    expect(planDelivery([words(601), picture()], none)).toEqual([words(601), picture()]);
  });
});
