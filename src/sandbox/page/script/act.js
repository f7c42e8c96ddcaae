import { byId } from './dom.js';

const SHOWN_MS = 7000;
let hiding;

/** Says something to the person at the page; screen readers read it out. */
export function say(text) {
  const toast = byId('toast');
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    toast.hidden = true;
  }, SHOWN_MS);
}

/** Asks the sandbox to do something. Resolves with its answer, or with null after telling the person why not. */
export async function act(path, wanted) {
  try {
    const response = await fetch(`/sandbox/act/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wanted),
    });
    const answer = await response.json();
    if (response.ok) return answer;
    say(answer.error);
  } catch {
    say('Baton did not answer. Is it still running?');
  }
  return null;
}
