import type { LabelledConversation } from '../ai/eval/conversations';
import { labelled } from '../ai/eval/stored';
import { readConversations } from '../persistence/read-conversations';
import { usedDatabase } from './used-database';

/** The conversations of the database that Baton uses with the same settings, masked and labelled with what happened. */
export async function storedConversations(): Promise<readonly LabelledConversation[]> {
  const { url, close } = await usedDatabase();
  try {
    const found: LabelledConversation[] = [];
    for await (const stored of readConversations(url)) {
      for (const one of labelled(stored)) {
        found.push({ id: `own-${String(found.length + 1).padStart(4, '0')}`, ...one });
      }
    }
    return found;
  } finally {
    await close();
  }
}
