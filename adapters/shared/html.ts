/** Text for an HTML document: only what would be read as markup is replaced. */
export const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The same for a value between double quotes. */
export const escapeHtmlAttribute = (text: string): string => escapeHtml(text).replace(/"/g, '&quot;');
