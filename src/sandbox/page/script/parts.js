import { byId } from './dom.js';

/** On a narrow screen one part is shown at a time, and a dot says where else something is new. */
export function startParts() {
  for (const button of document.querySelectorAll('[data-goes]'))
    button.addEventListener('click', () => show(button.dataset.goes));
}

function show(part) {
  document.body.dataset.view = part;
  for (const button of document.querySelectorAll('[data-goes]')) {
    if (button.dataset.goes === part) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
  markNew(part, false);
  for (const list of [byId('screen'), byId('posts')]) list.scrollTop = list.scrollHeight;
}

const counts = new Map();

/** `count` grows when there is something new in a part. */
export function noteNews(part, count) {
  const before = counts.get(part);
  counts.set(part, count);
  if (before !== undefined && count > before && document.body.dataset.view !== part) markNew(part, true);
}

function markNew(part, isNew) {
  document.querySelector(`[data-goes="${part}"] .dot`).hidden = !isNew;
}
