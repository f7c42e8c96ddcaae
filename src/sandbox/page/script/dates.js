const options = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};
const DAY_MS = 86_400_000;
let aheadMs = 0;

/** Business time may run ahead, and "today" with it. */
export const setAhead = (ms) => {
  aheadMs = ms;
};
const now = () => Date.now() + aheadMs;

/** A date as each reader sees it: in their own time zone, after the template of the post. */
export function showDate(timestamp, format) {
  const date = new Date(Number(timestamp) * 1000);
  return format.replace(/\{(\w+)\}/g, (whole, token) => part(date, token) ?? whole);
}

function part(date, token) {
  if (token === 'ago') return ago(date);
  const pretty = token.endsWith('_pretty');
  const name = token.replace(/_pretty$/, '');
  if (options[name] === undefined) return null;
  if (name.startsWith('time')) return date.toLocaleTimeString([], options[name]);
  return (pretty && near(date)) || date.toLocaleDateString([], options[name]);
}

function near(date) {
  const dayNumber = (one) => Math.floor(new Date(one).setHours(12, 0, 0, 0) / DAY_MS);
  const difference = dayNumber(date) - dayNumber(now());
  return { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[difference] ?? null;
}

function ago(date) {
  const minutes = Math.round((now() - date.getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  return minutes < 90 ? `${minutes} minutes ago` : `${Math.round(minutes / 60)} hours ago`;
}
