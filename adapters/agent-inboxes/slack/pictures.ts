import type { PostContext } from '../../../src/ports';
import { isLoopback } from '../../shared/loopback';

/** What stands where Slack shows the picture of an author: an address, or an emoji's name between colons. */
export const AI_PICTURE = ':robot_face:';
const NO_PICTURE = ':bust_in_silhouette:';

/**
 * Slack's servers fetch a picture by its address, so an address of this machine serves only a Slack of this machine;
 * elsewhere customers look alike, and their name tells them apart.
 */
export function customerPicture({ avatarUrl }: Pick<PostContext, 'avatarUrl'>, apiUrl: string): string {
  if (avatarUrl === undefined) return NO_PICTURE;
  const canFetch = isLoopback(avatarUrl) ? isLoopback(apiUrl) : avatarUrl.startsWith('https:');
  return canFetch ? avatarUrl : NO_PICTURE;
}
