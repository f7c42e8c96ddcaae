/**
 * Aborts after so many milliseconds with a `TimeoutError`, or with `outer` and its reason. For calls whose end nobody
 * else guarantees: on Node.js 20 what `AbortSignal.any` makes of a time-out may be collected before it fires, and a call
 * that hangs would then be waited for without end.
 */
export function within(ms: number, outer?: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => controller.abort(outer?.reason);
  const expire = (): void => {
    outer?.removeEventListener('abort', stop);
    controller.abort(new DOMException('The time for it is over.', 'TimeoutError'));
  };
  // The timer holds what waits for it; alone it keeps no process alive.
  const timer = setTimeout(expire, ms).unref();
  if (outer?.aborted) stop();
  else outer?.addEventListener('abort', stop, { once: true });
  controller.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return controller.signal;
}
