import { fileURLToPath } from 'node:url';
import type { JWK } from 'jose';
import type { ContenderSettings } from './settings.ts';

export type Graph = 'classic' | 'portal' | 'live';

export interface Contender {
  name: string;
  label: string;
  graphs: readonly Graph[];
  /** Operations it can answer; all where absent. */
  scenarios?: readonly string[];
  command: (settings: ContenderSettings, identity: BenchIdentity) => Command;
}

/** The identity provider of the run; only our gateway verifies what it signs. */
export interface BenchIdentity {
  issuer: string;
  audience: string;
  /** By which our gateway tells subgraphs who is asking. */
  actorSigningKey: JWK;
}

export interface Command {
  /** A script and its arguments, relative to `cwd`. */
  args: string[];
  cwd: string;
  env: Record<string, string>;
}

const BENCH = fileURLToPath(new URL('../', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const UNREACHED_RATE = '1000000000/60';
/** As docker-compose.yml starts our gateway. */
const PRODUCTION = { arenas: '2', nodeOptions: '--max-semi-space-size=16' };
const BOTH = ['classic', 'portal'] as const;
const ALL = [...BOTH, 'live'] as const;

export interface Ours {
  /** The checkout whose gateway is measured; this one where null. */
  folder: string | null;
  /** NODE_OPTIONS of our process. */
  nodeOptions: string;
}

export function allContenders(ours: Ours): readonly Contender[] {
  return [
    script('stock', 'Apollo Gateway, stock', 'contenders/stock.ts', BOTH),
    script(
      'stock-undici',
      'Apollo Gateway, undici, no plugins',
      'contenders/stock-undici.ts',
      BOTH,
    ),
    hive('hive-js', 'Hive Gateway', {}, ALL),
    hive('hive-rust', 'Hive Gateway, Rust planner', { HIVE_PLANNER: 'rust' }, ALL),
    hive('hive-rust-shared', 'the same, sharing identical requests', {
      HIVE_PLANNER: 'rust',
      HIVE_SHARES_INBOUND: 'yes',
    }),
    {
      name: 'ours',
      label: 'Petition Graph',
      graphs: ALL,
      command: (settings, identity) => ({
        args: ['gateway/main.ts'],
        cwd: ours.folder ?? ROOT,
        env: {
          ...ourEnvironment(settings, identity),
          NODE_OPTIONS: `${PRODUCTION.nodeOptions} ${ours.nodeOptions}`,
        },
      }),
    },
    script('mercurius', 'Mercurius', 'live/mercurius/mercurius.ts', ['live']),
    {
      ...script('limit', 'written by hand for the large query', 'contenders/limit.ts', ['classic']),
      scenarios: ['large'],
    },
  ];
}

function script(name: string, label: string, path: string, graphs: readonly Graph[]): Contender {
  return {
    name,
    label,
    graphs,
    command: (settings) => ({
      args: [path],
      cwd: BENCH,
      env: { BENCH_SETTINGS: JSON.stringify(settings) },
    }),
  };
}

function hive(
  name: string,
  label: string,
  env: Record<string, string>,
  graphs: readonly Graph[] = BOTH,
): Contender {
  return {
    name,
    label,
    graphs,
    command: ({ port, supergraphPath }) => ({
      args: [
        'node_modules/@graphql-hive/gateway/dist/bin.js',
        'supergraph',
        supergraphPath,
        '--config-path=contenders/hive.config.ts',
        `--port=${port}`,
        '--host=127.0.0.1',
        '--fork=1',
      ],
      cwd: BENCH,
      env,
    }),
  };
}

/**
 * As in production, but for the log (none of the others writes a line per operation) and for rates
 * that one address reaches only here: they are still counted.
 */
function ourEnvironment(
  { port, supergraphPath, subgraphUrls }: ContenderSettings,
  { issuer, audience, actorSigningKey }: BenchIdentity,
): Record<string, string> {
  return {
    PORT: String(port),
    LOG_LEVEL: 'warn',
    SUPERGRAPH: supergraphPath,
    SUBGRAPH_URLS: JSON.stringify(subgraphUrls),
    OIDC_ISSUER: issuer,
    OIDC_AUDIENCE: audience,
    ACTOR_SIGNING_KEY: JSON.stringify(actorSigningKey),
    GRAPHIQL: 'off',
    RATE_ACTOR: UNREACHED_RATE,
    RATE_ADDRESS: UNREACHED_RATE,
    APOLLO_TELEMETRY_DISABLED: '1',
    MALLOC_ARENA_MAX: PRODUCTION.arenas,
  };
}
