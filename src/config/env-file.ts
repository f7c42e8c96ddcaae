import { existsSync } from 'node:fs';

/** Takes settings from `.env` where there is one. What is set where Baton runs wins over the file. */
export function readEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
