const ALLOWED = new Set(['B', 'STRONG', 'I', 'EM', 'U', 'S', 'CODE', 'PRE', 'BLOCKQUOTE', 'BR']);

/**
 * What a channel would show of its own markup, rebuilt from scratch: the markup is parsed into a document that runs
 * nothing, and only known formatting, web links and text are made anew from it.
 */
export function safeNodes(html) {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  return copies(parsed.body);
}

function copies(parent) {
  return [...parent.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.data)];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const inside = copies(node);
    if (node.tagName === 'A') return [webLink(node.getAttribute('href') ?? '', inside)];
    if (!ALLOWED.has(node.tagName)) return inside;
    const copy = document.createElement(node.tagName);
    copy.append(...inside);
    return [copy];
  });
}

/** A link that leads out, in a tab of its own; anything but the web is shown as text. */
export function webLink(href, inside) {
  if (!/^https?:\/\//i.test(href)) {
    const span = document.createElement('span');
    span.append(...inside);
    return span;
  }
  const link = document.createElement('a');
  link.href = href;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.append(...inside);
  return link;
}
