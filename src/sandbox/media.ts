import type { Response, Router } from 'express';
import express from 'express';
import { NotThere, type Stage } from './stage';

/** What a browser may show by itself; everything else is offered as a download. */
const SHOWN = /^(image\/(png|jpeg|gif|webp)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const FETCH_MS = 5_000;

interface Shown {
  readonly name: string;
  readonly mediaType: string;
  readonly url?: string;
}

/** Pictures and files from the emulated providers, served from here so that the page asks nobody else. */
export function mediaRouter(stage: () => Stage): Router {
  const router = express.Router();
  router.get('/sandbox/media/phone/:channel/:customer/:message', async (request, response) => {
    const { channel, customer, message } = request.params;
    const found = stage()
      .channel(channel)
      .screen(customer)
      .messages.find(({ id }) => id === message);
    await send(response, found?.media);
  });
  router.get('/sandbox/media/team/:agent/:place/:root/:post/:index', async (request, response) => {
    const { agent, place, root, post, index } = request.params;
    const { team } = stage();
    const posts = root === '-' ? team.posts(place, agent) : team.thread(place, root, agent);
    await send(response, posts.find(({ id }) => id === post)?.files[Number(index)]);
  });
  return router;
}

async function send(response: Response, file: Shown | undefined): Promise<void> {
  if (file?.url === undefined) throw new NotThere('There is no such file.');
  const bytes = await bytesOf(file.url);
  const mediaType = file.mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  const isShown = SHOWN.test(mediaType);
  response.set('content-type', isShown ? mediaType : 'application/octet-stream');
  if (!isShown) response.attachment(file.name);
  response.send(bytes);
}

/** Only ever an address that an emulator gave; it stays on this machine all the same. */
async function bytesOf(url: string): Promise<Buffer> {
  const data = /^data:[^,]*;base64,(.*)$/s.exec(url)?.[1];
  if (data !== undefined) return Buffer.from(data, 'base64');
  if (!URL.canParse(url) || !LOOPBACK.has(new URL(url).hostname)) throw new NotThere('That file is somewhere else.');
  const answer = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) });
  if (!answer.ok) throw new NotThere(`The emulated provider answered ${answer.status}.`);
  return Buffer.from(await answer.arrayBuffer());
}
