/** Runs once after all test files, also when some failed: stops the server that global-setup started, and only that. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.batonTestServer?.stop();
}
