import type { EmulatedModal } from '../../../../src/ports';
import { LIMITS } from './blocks/limits';
import { validateView } from './blocks/validate';
import type { Emulation } from './emulation';
import type { HttpAnswer } from './http-post';
import { clientErrors, formState, inputsOf } from './modal-form';
import type { Person } from './people';
import { actionOf, findPressable } from './pressing';
import { unescapeText } from './text';
import { isJson, type Json } from './wire';
import type { StoredView } from './workspace';

const TROUBLE = 'We had some trouble connecting. Try again?';

/** Modals and Home as a person uses them. */
export class Modals {
  constructor(private readonly emulation: Emulation) {}

  modal(personId: string): EmulatedModal | null {
    const view = this.emulation.views.top(personId);
    if (!view) return null;
    return {
      id: view.id,
      title: unescapeText(String((view.body.title as Json).text)),
      raw: structuredClone(view.body),
    };
  }

  /**
   * Fields by `block_id` (or by `action_id`). What the client itself checks comes back as errors without the app
   * hearing of it. Throws where Slack would show that the app is in trouble.
   */
  async submit(person: Person, fields: Readonly<Record<string, string>>): Promise<Record<string, string>> {
    const view = this.openModal(person);
    const errors = clientErrors(view.body, fields);
    if (Object.keys(errors).length > 0) return errors;
    const answer = await this.emulation.interactions.send({
      ...this.emulation.interactions.base('view_submission', person),
      trigger_id: this.emulation.interactions.newTrigger(person.id),
      view: this.emulation.views.show(view, formState(view.body, fields)),
      response_urls: [],
    });
    return this.apply(person, view, answer);
  }

  async close(person: Person): Promise<void> {
    const view = this.openModal(person);
    const shown = this.emulation.views.show(view);
    this.emulation.views.close(person.id);
    if (view.body.notify_on_close !== true) return;
    const base = this.emulation.interactions.base('view_closed', person);
    await this.emulation.interactions.send({ ...base, view: shown, is_cleared: false });
  }

  /** A button or menu inside the modal or on Home. */
  async press(person: Person, viewId: string, actionId: string, value?: string): Promise<HttpAnswer> {
    const view = this.viewOf(person, viewId);
    const pressable = findPressable((view.body.blocks ?? []) as Json[], person.id, actionId, value);
    const action = actionOf(pressable, value);
    return this.emulation.interactions.viewAction(
      person,
      this.emulation.views.show(view, formState(view.body, {})),
      action,
    );
  }

  /** What a person sees who types into an external menu. Throws where Slack would show an empty list. */
  async options(person: Person, viewId: string, actionId: string, typed: string): Promise<Json> {
    const view = this.viewOf(person, viewId);
    const { block, element } = findPressable((view.body.blocks ?? []) as Json[], person.id, actionId);
    const answer = await this.emulation.interactions.send({
      ...this.emulation.interactions.base('block_suggestion', person),
      container: { type: 'view', view_id: view.id },
      view: this.emulation.views.show(view),
      action_id: element.action_id,
      block_id: block.block_id,
      value: typed,
    });
    return checkedOptions(answer);
  }

  /** Opens the app's page: an event, and what the app published for this person. */
  openHome(person: Person, tab: 'home' | 'messages'): Json | null {
    const { workspace, publisher, views } = this.emulation;
    const home = views.home(person.id);
    publisher.publish({
      type: 'app_home_opened',
      user: person.id,
      channel: workspace.directChannel(person.id).id,
      tab,
      ...(tab === 'home' && home ? { view: views.show(home) } : {}),
      event_ts: workspace.clock.nextTs(),
    });
    return home ? structuredClone(home.body) : null;
  }

  private openModal(person: Person): StoredView {
    const view = this.emulation.views.top(person.id);
    if (!view) throw new Error(`${person.realName} has no modal open.`);
    return view;
  }

  private viewOf(person: Person, viewId: string): StoredView {
    const view = this.emulation.views.find(viewId, undefined);
    if (view?.userId !== person.id) throw new Error(`${person.realName} does not see the view ${viewId}.`);
    return view;
  }

  private apply(person: Person, view: StoredView, answer: HttpAnswer): Record<string, string> {
    if (answer.status !== 200)
      throw new Error(`Slack shows "${TROUBLE}": the answer was ${answer.status || 'none in time'}.`);
    const { views } = this.emulation;
    if (answer.body.trim() === '') {
      views.close(person.id);
      return {};
    }
    const response = parse(answer.body);
    switch (response.response_action) {
      case undefined:
        views.close(person.id);
        return {};
      case 'clear':
        views.clear(person.id);
        return {};
      case 'update':
        views.replace(view, checkedView(response.view), undefined);
        return {};
      case 'push':
        views.push(person.id, checkedView(response.view));
        return {};
      case 'errors':
        return checkedErrors(view.body, response.errors);
      default:
        throw new Error(`Slack knows no response_action "${String(response.response_action)}".`);
    }
  }
}

const parse = (body: string): Json => {
  try {
    const value: unknown = JSON.parse(body);
    if (isJson(value)) return value;
  } catch {
    // Said below, in the same words as for JSON that is no object.
  }
  throw new Error(`Slack shows "${TROUBLE}": the answer to a submission must be empty or a JSON object.`);
};

const checkedView = (view: unknown): Json => {
  const problems = validateView(view, ['modal']);
  if (problems.length === 0) return view as Json;
  throw new Error(
    `Slack shows "${TROUBLE}": ${problems.map(({ message, pointer }) => `${message} at ${pointer}`).join('; ')}.`,
  );
};

/** Errors belong to input blocks; any other key makes Slack show trouble instead of the error. */
const checkedErrors = (body: Json, errors: unknown): Record<string, string> => {
  const known = inputsOf(body).map(({ blockId }) => blockId);
  if (!isJson(errors) || Object.keys(errors).length === 0)
    throw new Error(`Slack shows "${TROUBLE}": no errors given.`);
  const unknown = Object.keys(errors).filter((key) => !known.includes(key));
  if (unknown.length === 0) return errors as Record<string, string>;
  throw new Error(`Slack shows "${TROUBLE}": ${unknown.join(', ')} is no input block; there are ${known.join(', ')}.`);
};

const checkedOptions = (answer: HttpAnswer): Json => {
  const response = answer.status === 200 ? parse(answer.body) : {};
  const list = response.options ?? response.option_groups;
  if (!Array.isArray(list) || list.length > LIMITS.optionsAnswer) {
    throw new Error(`Slack shows no options: it needs 200 and at most ${LIMITS.optionsAnswer} options or groups.`);
  }
  return response;
};
