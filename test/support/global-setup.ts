import { startTestServer, type TestServer } from './test-server';

declare global {
  var batonTestServer: TestServer | undefined;
}

/** Runs once before all test files, in Jest's own process; what they need to know goes through the environment. */
export default async function globalSetup(): Promise<void> {
  const server = await startTestServer();
  globalThis.batonTestServer = server;
  process.env.BATON_TEST_SERVER = server.url;
  process.env.BATON_TEST_TEMPLATE = server.template;
}
