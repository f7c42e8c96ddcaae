import type { Request, Response } from 'express';
import type { View } from './view';

/** What changes within this time is sent together. */
const GATHER_MS = 60;
/** Typing ends and timers go off without anybody saying so. */
const LOOK_AGAIN_MS = 1_000;

export type Look = (view: View) => Promise<Readonly<Record<string, unknown>>>;

/** Pages that watch. Each is sent, by section, what is new for what it looks at. */
export class Streams {
  private readonly pages = new Set<Page>();
  private timer: NodeJS.Timeout | null = null;
  private readonly clock: NodeJS.Timeout;

  constructor(private readonly look: Look) {
    this.clock = setInterval(() => this.changed(), LOOK_AGAIN_MS);
    this.clock.unref();
  }

  open(request: Request, response: Response, view: View): void {
    const page = new Page(response, view);
    this.pages.add(page);
    request.on('close', () => this.pages.delete(page));
    void page.refresh(this.look);
  }

  changed = (): void => {
    if (this.pages.size === 0) return;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      for (const page of this.pages) void page.refresh(this.look);
    }, GATHER_MS);
  };

  end(): void {
    clearInterval(this.clock);
    if (this.timer !== null) clearTimeout(this.timer);
    for (const page of this.pages) page.end();
    this.pages.clear();
  }
}

class Page {
  private readonly sent = new Map<string, string>();
  private state: 'idle' | 'looking' | 'look again' = 'idle';

  constructor(
    private readonly response: Response,
    private readonly view: View,
  ) {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      connection: 'keep-alive',
    });
    // A restart of the server is over in a second or two: the page should be back with it.
    response.write('retry: 400\n\n');
  }

  /** One look at a time; what changes meanwhile is looked at after it. */
  async refresh(look: Look): Promise<void> {
    if (this.state !== 'idle') {
      this.state = 'look again';
      return;
    }
    do {
      this.state = 'looking';
      await look(this.view).then(
        (sections) => this.send(sections),
        // The database is away, or everything is about to stop: the page keeps what it has.
        () => undefined,
      );
    } while ((this.state as string) === 'look again');
    this.state = 'idle';
  }

  end(): void {
    this.response.end();
  }

  private send(sections: Readonly<Record<string, unknown>>): void {
    for (const [name, section] of Object.entries(sections)) {
      const data = JSON.stringify(section);
      if (this.sent.get(name) === data || this.response.writableEnded) continue;
      this.sent.set(name, data);
      this.response.write(`event: ${name}\ndata: ${data}\n\n`);
    }
  }
}
