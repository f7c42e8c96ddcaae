'use strict';

/**
 * Who may import whom. Each rule is shown to bite in dependency-rules.test.ts.
 *
 * The files at the top of src (main, start, compose, create-adapters, adapter-loader) put the parts together: they may import anything,
 * and nobody imports them.
 */

const npm = 'node_modules';
const EMULATOR = '^adapters/[^/]+/[^/]+/emulator/';
/** Programs of their own: they may put the parts together, as main.ts does. */
const ROOTS = '^src/(main|start|compose|create-adapters|adapter-loader|cli/.*)\\.ts$';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', 'Files that need each other are one file, or lack a third.', {}, { circular: true }),
    rule('nothing-unresolved', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
    rule(
      'domain-is-pure',
      'No I/O, no clock, no libraries: not even node:*.',
      { path: '^src/domain/' },
      { pathNot: '^src/domain/' },
    ),
    rule(
      'ports-know-domain-only',
      'A port is a promise between the core and an adapter, and names nothing of either.',
      { path: '^src/ports/' },
      { pathNot: '^src/(ports|domain)/' },
    ),
    rule(
      'application-has-no-io',
      'What it needs from outside comes through a port.',
      { path: '^src/application/' },
      { pathNot: '^src/(domain|ports|application|ai)/' },
    ),
    rule(
      'ai-has-no-vendor',
      'How a model is used, never which. Text libraries that compute are welcome.',
      { path: '^src/ai/' },
      {
        pathNot: [
          '^src/(domain|ports|application|ai)/',
          '^(node:)?(path|crypto|util|buffer)$',
          `^${npm}/(zod|minisearch|@orama|eld|tinyld)/`,
        ],
      },
    ),
    rule(
      'only-persistence-knows-the-database',
      'SQL and its drivers stay in one folder.',
      { path: '^(src|adapters)/', pathNot: '^src/persistence/' },
      { path: `^${npm}/(typeorm|pg)/` },
    ),
    rule(
      'persistence-stands-below',
      'It stores; it does not decide, answer or work.',
      { path: '^src/persistence/' },
      { path: '^src/(application|ai|http|workers|sandbox)/' },
    ),
    rule(
      'only-edges-know-express',
      'The server, the sandbox page and the emulators of providers.',
      { path: '^(src|adapters|migrations)/', pathNot: ['^src/(http|sandbox)/', EMULATOR, ROOTS] },
      { path: `^${npm}/(express|helmet)/` },
    ),
    rule(
      'edges-go-through-application',
      'Routes and loops call a step; they do not store or configure.',
      { path: '^src/(http|workers)/' },
      { path: '^src/(persistence|config|ai|sandbox)/' },
    ),
    rule(
      'sandbox-sees-ports',
      'It drives emulators through their port, and asks facets, never names.',
      { path: '^src/sandbox/' },
      { path: '^src/', pathNot: '^src/(ports|domain|sandbox)/' },
    ),
    rule(
      'config-and-logs-stand-alone',
      'Everybody may use them, so they use nobody.',
      { path: '^src/(config|observability)/' },
      { path: '^src/', pathNot: '^src/(ports|domain|config|observability|tools/file)/' },
    ),
    rule(
      'tools-stand-on-ports',
      'What a tool does is declared in a file, called over HTTP or a port, and decided on elsewhere.',
      { path: '^src/tools/' },
      { path: '^(src|adapters)/', pathNot: '^src/(ports|domain|net|tools)/' },
    ),
    rule(
      'the-tools-file-stands-alone',
      'It is configuration: read and checked without anything that calls.',
      { path: '^src/tools/file/' },
      { path: '^src/', pathNot: '^src/(net|tools/file)/' },
    ),
    rule(
      'knowledge-goes-through-ports',
      'It reads files and pages and keeps them through a port.',
      { path: '^src/knowledge/' },
      { path: '^(src|adapters)/', pathNot: '^src/(knowledge|ports|domain|ai|net)/' },
    ),
    rule(
      'net-stands-alone',
      'One place guards requests to addresses that others chose, whoever makes them.',
      { path: '^src/net/' },
      { path: '^(src|adapters)/', pathNot: '^src/net/' },
    ),
    rule(
      'nobody-imports-the-root',
      'Composition goes one way.',
      { path: '^(src|adapters|migrations)/', pathNot: ROOTS },
      { path: ROOTS },
    ),
    rule(
      'adapters-see-ports-only',
      'An adapter is written against the ports and nothing behind them.',
      { path: '^adapters/' },
      { path: '^src/', pathNot: '^src/ports/' },
    ),
    rule(
      'adapters-do-not-know-each-other',
      'What two of them need is in adapters/shared.',
      { path: '^adapters/([^/]+/[^/]+)/' },
      { path: '^adapters/', pathNot: '^adapters/($1|shared)/' },
    ),
    rule(
      'shared-knows-no-adapter',
      'Helpers without a vendor.',
      { path: '^adapters/shared/' },
      { path: '^adapters/', pathNot: '^adapters/shared/' },
    ),
    rule('src-never-names-an-adapter', 'Adapters are found by folder.', { path: '^src/' }, { path: '^adapters/' }),
    rule(
      'emulators-are-not-product',
      'An adapter that leaned on its emulator would be tested against itself.',
      { path: '^adapters/', pathNot: EMULATOR },
      { path: EMULATOR },
    ),
    rule(
      'emulators-stand-alone',
      'An emulator written with the code of its adapter makes the same mistakes and finds none of them.',
      { path: EMULATOR },
      { path: '^adapters/', pathNot: ['^adapters/shared/', EMULATOR] },
    ),
    rule(
      'migrations-stand-alone',
      'A migration must do tomorrow what it did today, so it uses no code that changes.',
      { path: '^migrations/' },
      { path: '^(src|adapters)/' },
    ),
    rule(
      'shipped-code-needs-no-dev-dependency',
      'npm start works under NODE_ENV=production.',
      { path: '^(src|adapters|migrations)/' },
      { dependencyTypes: ['npm-dev'] },
    ),
    rule(
      'shipped-code-names-its-packages',
      'What is imported is in package.json, not there by the grace of another package.',
      { path: '^(src|adapters|migrations)/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule(
      'product-does-not-import-tests',
      'Tests are not shipped.',
      { path: '^(src|adapters|migrations)/' },
      { path: '^test/' },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: npm },
    exclude: { path: '^src/scripts/' },
    enhancedResolveOptions: { conditionNames: ['import', 'require', 'node', 'default'], exportsFields: ['exports'] },
  },
};
