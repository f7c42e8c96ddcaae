/** Markdown as somebody would read it aloud: what remains is safe to quote on a channel without formatting. */
export function plainMarkdown(markdown: string): string {
  return markdown
    .replace(/<!--[\s\S]*?-->/g, '')
    .split('\n')
    .map(plainLine)
    .filter((line) => line !== null)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function plainLine(line: string): string | null {
  if (/^\s*(?:```|~~~)/.test(line)) return null;
  if (/^\s*\|?[\s:|-]+\|[\s:|-]*$/.test(line)) return null;
  if (/^\s*(?:[-*_]\s*){3,}$/.test(line)) return null;
  return inline(
    line.replace(/^\s*\|(.*)\|\s*$/, (_, cells: string) =>
      cells
        .split('|')
        .map((cell) => cell.trim())
        .join(' · '),
    ),
  )
    .replace(/^(\s*)[*+-]\s+/, '$1• ')
    .replace(/^\s*>\s?/, '')
    .trimEnd();
}

const inline = (text: string): string =>
  text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\(([^)\s]+)[^)]*\)/g, (_, label: string, url: string) =>
      /^https?:/.test(url) && label !== url ? `${label} (${url})` : label,
    )
    .replace(/<((?:https?:|mailto:)[^>]+)>/g, '$1')
    .replace(/<\/?[a-zA-Z][^>]*>/g, '')
    .replace(/(\*\*|__)(?=\S)([\s\S]*?\S)\1/g, '$2')
    .replace(/(^|[\s(])[*_](?=\S)([^*_]*\S)[*_](?=[\s.,;:!?)]|$)/g, '$1$2')
    .replace(/`([^`]+)`/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!|-])/g, '$1');
