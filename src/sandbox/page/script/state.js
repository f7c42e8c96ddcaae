/** What this page looks at. It survives a reload of the page and a restart of the server. */
const KEPT = 'baton-sandbox-view';
/** A restart takes a moment; only a longer absence is worth a word. */
const AWAY_AFTER_MS = 700;

const remembered = () => {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? '{}');
  } catch {
    return {};
  }
};

export const view = { channel: '', customer: '', agent: '', place: '', thread: '', ...remembered() };

/** The newest of each section, as the server sent it. */
export const data = { world: null, phone: null, team: null, modal: null, mail: [], story: [] };

const listeners = new Map();
let source = null;
let presence = () => undefined;
let missing;

/** Calls `listener` with each new version of a section. */
export function onSection(name, listener) {
  listeners.set(name, [...(listeners.get(name) ?? []), listener]);
}

/** Calls `listener` with whether the server is there, when that changes. */
export function onPresence(listener) {
  presence = listener;
}

/** Looks at something else. What was there stays until the server has sent the new. */
export function look(change = {}) {
  Object.assign(view, change);
  sessionStorage.setItem(KEPT, JSON.stringify(view));
  source?.close();
  source = new EventSource(`/sandbox/stream?${new URLSearchParams(view)}`);
  source.onopen = () => {
    clearTimeout(missing);
    missing = undefined;
    presence(true);
  };
  source.onerror = () => {
    missing ??= setTimeout(() => presence(false), AWAY_AFTER_MS);
    // A server that answered with an error while it stopped ends the stream for good.
    if (source.readyState === EventSource.CLOSED) setTimeout(look, AWAY_AFTER_MS);
  };
  for (const name of Object.keys(data)) source.addEventListener(name, (event) => receive(name, JSON.parse(event.data)));
}

function receive(name, section) {
  data[name] = section;
  for (const listener of listeners.get(name) ?? []) listener(section);
}
