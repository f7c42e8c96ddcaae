import { AI_SETTINGS } from './settings-ai';
import { PEOPLE_SETTINGS } from './settings-people';
import { RUNNING_SETTINGS } from './settings-running';

/** Baton's own settings as admins look for them. Adapters bring theirs; all are in `.env.example`, app.json and the README. */
export const SETTING_GROUPS = [
  { title: 'Running Baton', specs: RUNNING_SETTINGS },
  { title: 'People in the thread', specs: PEOPLE_SETTINGS },
  { title: 'The AI, and when it steps back', specs: AI_SETTINGS },
] as const;

export const SETTINGS = { ...RUNNING_SETTINGS, ...PEOPLE_SETTINGS, ...AI_SETTINGS } as const;

export type CoreSettings = { readonly [K in keyof typeof SETTINGS]: string };
