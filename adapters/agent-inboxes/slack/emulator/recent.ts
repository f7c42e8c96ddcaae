/** Adds at the end and lets the oldest go: what is only looked at must not fill the memory of a long run. */
export const remember = <T>(list: T[], item: T, max = 10_000): void => {
  list.push(item);
  if (list.length > max) list.splice(0, list.length - max);
};

export const rememberKey = <K, V>(map: Map<K, V>, key: K, value: V, max = 10_000): void => {
  map.set(key, value);
  const oldest = map.keys().next();
  if (map.size > max && !oldest.done) map.delete(oldest.value);
};
