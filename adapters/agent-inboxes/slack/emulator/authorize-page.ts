import type { Emulation } from './emulation';
import type { Answer } from './faulty-server';

const INSTALLER = 'U0AGENTANA1';

const page = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!DOCTYPE html><html><head><title>Slack</title></head><body>${body}</body></html>`,
});
const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/** `GET /oauth/v2/authorize`: what an admin sees before pressing Allow. */
export const showAuthorizePage = (emulation: Emulation, asked: URLSearchParams): Answer => {
  const problem = problemOf(emulation, asked);
  if (problem) return page(200, `<h1>Something went wrong when authorizing this app.</h1><p>${problem}</p>`);
  const hidden = [...asked].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const scopes = scopesOf(asked).map((scope) => `<li>${escapeHtml(scope)}</li>`);
  const buttons = ['allow', 'deny'].map(
    (decision) => `<button name="decision" value="${decision}">${decision}</button>`,
  );
  const form = `<form method="post">${hidden.join('')}${buttons.join('')}</form>`;
  return page(200, `<h1>Baton is requesting permission to access Sample Shop</h1><ul>${scopes.join('')}</ul>${form}`);
};

/** The form's POST: back to the app with a code, or with `access_denied`; `state` goes along untouched. */
export const decide = (emulation: Emulation, form: URLSearchParams): Answer => {
  const problem = problemOf(emulation, form);
  if (problem) return page(200, `<p>${problem}</p>`);
  const redirectUri = form.get('redirect_uri') ?? '';
  const target = new URL(redirectUri || emulation.redirectUrls()[0] || '');
  if (form.get('decision') === 'allow') {
    target.searchParams.set('code', emulation.installations.newCode(INSTALLER, scopesOf(form), redirectUri));
  } else {
    target.searchParams.set('error', 'access_denied');
  }
  target.searchParams.set('state', form.get('state') ?? '');
  return { status: 302, headers: { location: target.href }, body: '' };
};

const scopesOf = (asked: URLSearchParams): string[] => (asked.get('scope') ?? '').split(/[, ]+/).filter(Boolean);

const problemOf = (emulation: Emulation, asked: URLSearchParams): string | null => {
  if (asked.get('client_id') !== emulation.workspace.app.clientId) return 'invalid_client_id';
  const scopes = scopesOf(asked);
  if (scopes.length === 0) return 'no_scopes';
  const unknown = scopes.filter((scope) => !emulation.options.scopes.includes(scope));
  if (unknown.length > 0) return `invalid_scope: ${escapeHtml(unknown.join(', '))}`;
  const redirectUri = asked.get('redirect_uri');
  const known = emulation.redirectUrls();
  const fits = redirectUri ? known.some((url) => redirectUri.startsWith(url)) : known.length > 0;
  return fits ? null : `bad_redirect_uri: ${escapeHtml(redirectUri ?? 'none')}`;
};
