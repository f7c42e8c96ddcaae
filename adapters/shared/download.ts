import type { PortError } from '../../src/ports';

/** The body says of itself that it is larger. What says nothing, or something untrue, is cut by whoever reads it. */
export const isSaidToExceed = (response: Response, maxBytes: number): boolean =>
  Number(response.headers.get('content-length') ?? 0) > maxBytes;

/** The body while it comes. `cut` is thrown where it ends too early; whoever stops reading closes the connection. */
export async function* piecesOf(response: Response, cut: () => PortError): AsyncGenerator<Uint8Array> {
  try {
    yield* response.body ?? [];
  } catch {
    throw cut();
  }
}
