import { parseArgs } from 'node:util';

export const HELP = `Serves a federated GraphQL API: npm run gateway -- --supergraph FILE [options]

What is served, one of:
  --supergraph FILE        a composed supergraph; read again whenever it changes
  --config FILE            supergraph.yaml; its subgraphs are composed here, and again
                           whenever one of them or the file changes

How:
  --port N                 default 4000; 0 takes a free one
  --path PATH              where clients ask, over HTTP and WebSocket; default /graphql
  --forward-header NAME    subgraphs get this header of the client; may be repeated
  --last-good FOLDER       with --config: keeps the SDL that was served last, so that a
                           restart does not need every subgraph
  --log-level LEVEL        trace, debug, info, warn, error, fatal or silent; default info
  --help

Nobody has to sign in unless OIDC_ISSUER and OIDC_AUDIENCE are set. Subgraphs are told who
asks only where ACTOR_SIGNING_KEY is set. gateway/README.md names all variables.
Health: /health, /health/ready, /health/live. GraphiQL: /graphiql.
`;

/** What the command line says; what it does not say is absent. */
export interface StandaloneOptions {
  supergraph?: string;
  config?: string;
  port?: string;
  path?: string;
  forwardHeaders: string[];
  lastGood?: string;
  logLevel?: string;
}

/**
 * @returns null where help is asked for
 * @throws Error that says which option is unknown, missing or contradictory
 */
export function readStandaloneOptions(args: readonly string[]): StandaloneOptions | null {
  const { values } = parseArgs({
    args: [...args],
    strict: true,
    allowPositionals: false,
    options: {
      supergraph: { type: 'string' },
      config: { type: 'string' },
      port: { type: 'string' },
      path: { type: 'string' },
      'forward-header': { type: 'string', multiple: true },
      'last-good': { type: 'string' },
      'log-level': { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return null;
  if ((values.supergraph === undefined) === (values.config === undefined))
    throw new Error('Expected either --supergraph FILE or --config FILE.');
  if (values['last-good'] !== undefined && values.config === undefined)
    throw new Error('--last-good keeps what --config composes, but there is no --config.');
  const {
    'forward-header': forwardHeaders = [],
    'last-good': lastGood,
    'log-level': logLevel,
    help: _help,
    ...rest
  } = values;
  return {
    ...rest,
    forwardHeaders,
    ...(lastGood !== undefined && { lastGood }),
    ...(logLevel !== undefined && { logLevel }),
  };
}
