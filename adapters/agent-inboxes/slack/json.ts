/** Slack's JSON as it comes: any field may be missing, null or new. These readers give an empty value instead. */
export type Json = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const record = (value: unknown): Json => (isRecord(value) ? value : {});
export const records = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isRecord) : []);
export const string = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A list of names as one string: long lists of Slack's type names read best so. */
export const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));
