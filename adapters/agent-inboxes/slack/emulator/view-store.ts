import { LIMITS } from './blocks/limits';
import { storedBlocks } from './blocks/stored';
import { generatedId, slackId } from './ids';
import { isJson, type Json, SlackRefusal } from './wire';
import type { StoredView, Workspace } from './workspace';

/** Modals, stacked per person up to three, and one Home per person. */
export class ViewStore {
  constructor(private readonly workspace: Workspace) {}

  /** What the person has in front, or nothing. */
  top(userId: string): StoredView | undefined {
    return this.workspace.state.views[this.stackOf(userId).at(-1) ?? ''];
  }

  open(userId: string, body: Json): StoredView {
    for (const id of this.stackOf(userId).splice(0)) delete this.workspace.state.views[id];
    return this.add(userId, body, null);
  }

  push(userId: string, body: Json): StoredView {
    const previous = this.top(userId);
    if (!previous) throw new SlackRefusal('not_found');
    if (this.stackOf(userId).length >= LIMITS.view.stack) throw new SlackRefusal('push_limit_reached');
    return this.add(userId, body, previous);
  }

  find(id: string | undefined, externalId: string | undefined): StoredView | undefined {
    if (id) return this.workspace.state.views[id];
    return Object.values(this.workspace.state.views).find(({ body }) => body.external_id === externalId);
  }

  /** The hash of what the app believes it changes; another one means that somebody was faster. */
  replace(view: StoredView, body: Json, hash: string | undefined): StoredView {
    if (hash && hash !== view.hash) throw new SlackRefusal('hash_conflict');
    this.refuseDuplicate(body, view);
    view.body = this.stored(body);
    view.hash = this.newHash();
    this.workspace.changed();
    return view;
  }

  publish(userId: string, body: Json, hash: string | undefined): StoredView {
    const home = this.home(userId);
    if (home) return this.replace(home, body, hash);
    this.refuseDuplicate(body);
    const id = slackId('V');
    const view: StoredView = {
      id,
      body: this.stored(body),
      hash: this.newHash(),
      userId,
      rootViewId: id,
      previousViewId: null,
    };
    this.workspace.state.views[id] = view;
    this.workspace.changed();
    return view;
  }

  home(userId: string): StoredView | undefined {
    return Object.values(this.workspace.state.views).find(
      (view) => view.userId === userId && view.body.type === 'home',
    );
  }

  /** The person closes what is in front. */
  close(userId: string): StoredView | undefined {
    const view = this.top(userId);
    this.stackOf(userId).pop();
    if (view) delete this.workspace.state.views[view.id];
    this.workspace.changed();
    return view;
  }

  clear(userId: string): void {
    for (const id of this.stackOf(userId).splice(0)) delete this.workspace.state.views[id];
    this.workspace.changed();
  }

  /** The view as answers and payloads show it. */
  show(view: StoredView, values: Json = {}): Json {
    const { app, state } = this.workspace;
    const modal = view.body.type === 'modal';
    return structuredClone({
      id: view.id,
      team_id: state.team.id,
      private_metadata: '',
      callback_id: '',
      external_id: '',
      ...(modal ? { clear_on_close: false, notify_on_close: false, close: null, submit: null } : {}),
      ...view.body,
      state: { values },
      hash: view.hash,
      previous_view_id: view.previousViewId,
      root_view_id: view.rootViewId,
      app_id: app.id,
      app_installed_team_id: state.team.id,
      bot_id: app.botId,
    });
  }

  private add(userId: string, body: Json, previous: StoredView | null): StoredView {
    this.refuseDuplicate(body);
    const id = slackId('V');
    const view: StoredView = {
      id,
      body: this.stored(body),
      hash: this.newHash(),
      userId,
      rootViewId: previous?.rootViewId ?? id,
      previousViewId: previous?.id ?? null,
    };
    this.workspace.state.views[id] = view;
    this.stackOf(userId).push(id);
    this.workspace.changed();
    return view;
  }

  private stackOf(userId: string): string[] {
    this.workspace.state.viewStacks[userId] ??= [];
    return this.workspace.state.viewStacks[userId];
  }

  private stored(body: Json): Json {
    return { ...structuredClone(body), blocks: storedBlocks((body.blocks as Json[]).filter(isJson)) };
  }

  private refuseDuplicate(body: Json, self?: StoredView): void {
    if (!body.external_id) return;
    const other = this.find(undefined, String(body.external_id));
    if (other && other !== self) throw new SlackRefusal('duplicate_external_id');
  }

  private newHash(): string {
    return `${this.workspace.clock.seconds()}.${generatedId()}${generatedId()}`;
  }
}
