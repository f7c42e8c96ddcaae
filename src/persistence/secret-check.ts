import type { DataSource } from 'typeorm';
import { SecretBox } from './secret-box';

const PLACE = 'installation';
const WORD = Buffer.from('baton');

/** A wrong key would look like lost tokens much later; it is refused at start instead. */
export async function checkSecretKey(source: DataSource, secretKey: string): Promise<void> {
  const box = new SecretBox(secretKey);
  await source.query('insert into installation (secret_check) values ($1) on conflict do nothing', [
    box.seal(WORD, PLACE),
  ]);
  const [row]: { secret_check: Buffer }[] = await source.query('select secret_check from installation');
  try {
    if (row !== undefined) box.open(row.secret_check, PLACE);
  } catch {
    throw new WrongSecretKey(
      'SECRET_KEY is not the one this database was set up with, so its stored secrets cannot be read. Set the original SECRET_KEY.',
    );
  }
}

/** A misconfiguration, not a failure: the process ends with 2. */
export class WrongSecretKey extends Error {
  override readonly name = 'WrongSecretKey';
}
