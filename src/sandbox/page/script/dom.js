/**
 * Builds an element. Text only ever becomes text: nothing here reads markup.
 *
 * `on` holds listeners, `data` data attributes, `class` the class; everything else is an attribute, left out when null,
 * undefined or false.
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'on') for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (name === 'class') element.className = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

export const byId = (id) => document.getElementById(id);

const signatures = new WeakMap();

/**
 * Makes the children of `parent` those of `items`, keeping every element whose item did not change. Focus and open
 * menus survive a change of their item: they are found again by `data-focus`.
 */
export function sync(parent, items, { key, render, refresh, same = JSON.stringify }) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const name = String(key(item));
    const signature = same(item);
    let element = old.get(name);
    if (element === undefined || signatures.get(element) !== signature) {
      const fresh = render(item);
      fresh.dataset.key = name;
      signatures.set(fresh, signature);
      if (element !== undefined) replaceKeepingFocus(element, fresh);
      element = fresh;
    }
    old.delete(name);
    if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null);
    refresh?.(element, item);
  });
  for (const gone of old.values()) gone.remove();
}

function replaceKeepingFocus(element, fresh) {
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  const open = new Set([...element.querySelectorAll('details[open]')].map((details) => details.dataset.focus));
  element.replaceWith(fresh);
  for (const details of fresh.querySelectorAll('details')) details.open = open.has(details.dataset.focus);
  if (focused !== undefined) fresh.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

export const isAtEnd = (list) => list.scrollHeight - list.scrollTop - list.clientHeight < 60;

/** Follows what is new at the bottom, unless somebody scrolled up to read. */
export function keepAtEnd(list, change) {
  const wasAtEnd = isAtEnd(list);
  change();
  if (wasAtEnd) list.scrollTop = list.scrollHeight;
}

/** A list that shows its end goes on showing it when it gets smaller, or a picture in it has arrived. */
export function stickToEnd(list) {
  let atEnd = true;
  list.addEventListener('scroll', () => (atEnd = isAtEnd(list)), { passive: true });
  const follow = () => atEnd && list.scrollTo(0, list.scrollHeight);
  new ResizeObserver(follow).observe(list);
  list.addEventListener('load', follow, { capture: true });
}

export const time = (at) => new Date(at).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
export const seconds = (at) =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
export const dayOf = (at) => new Date(at).toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' });

/** Every one with the day it follows, where the day changes. */
export function withDays(items) {
  let last = '';
  return items.flatMap((item) => {
    const day = dayOf(item.at);
    const isNew = day !== last;
    last = day;
    return isNew ? [{ day, id: `day ${day}` }, item] : [item];
  });
}

/** Initials, for want of a face. */
export const initials = (name) =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .slice(0, 2)
    .join('')
    .toUpperCase() || '•';

const TINTS = 5;

/** The same colour for the same first name, wherever it stands. */
export const tint = (name) =>
  `tint-${[...(name.split(/\s+/)[0] ?? '')].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % TINTS}`;

/** A textarea that sends on Enter, keeps its text until it was taken, and takes no line break but with Shift. */
export function composer(form, input, send) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === '') return;
    input.value = '';
    if (!(await send(text)) && input.value === '') input.value = text;
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

/** A file from a file input as the server takes it. */
export async function readFile(file) {
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return { name: file.name, mediaType: file.type, base64: url.slice(url.indexOf(',') + 1) };
}
