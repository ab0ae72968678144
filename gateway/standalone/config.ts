import { readConfig } from '../../subgraphs/kit/process/config.ts';
import { gatewaySettings, toGatewayConfig, type GatewayConfig } from '../config.ts';
import { mayForward } from '../traffic/forward-headers.ts';
import type { StandaloneOptions } from './options.ts';

const PATH = /^(?!\/(?:health|graphiql|documents)(?:\/|$))(?:\/[\w.-]+)+$/;

/**
 * The settings of a gateway that stands alone: the command line, then the environment.
 * @throws Error that names every wrong option and variable
 */
export function readStandaloneConfig(
  options: StandaloneOptions,
  env: NodeJS.ProcessEnv = process.env,
): GatewayConfig {
  const { path = '/graphql' } = options;
  if (!PATH.test(path))
    throw new Error(`--path: expected a path such as /graphql, but got ${path}`);
  const config = toGatewayConfig(readConfig(gatewaySettings, withOptions(env, options)));
  const named = options.forwardHeaders.map((name) => name.toLowerCase());
  for (const name of named) checkForwarded(name, config);
  return {
    ...config,
    graphqlPath: path,
    forwardedHeaders: [...new Set([...config.forwardedHeaders, ...named])],
  };
}

function withOptions(env: NodeJS.ProcessEnv, options: StandaloneOptions): NodeJS.ProcessEnv {
  const { supergraph, config, lastGood, port, logLevel } = options;
  return {
    ...env,
    SUPERGRAPH: supergraph,
    SUPERGRAPH_CONFIG: config,
    SUPERGRAPH_LAST_GOOD: lastGood,
    ...(port !== undefined && { PORT: port }),
    ...(logLevel !== undefined && { LOG_LEVEL: logLevel }),
  };
}

/** Whose subgraphs get a token of ours get no other; alone, the client's own may pass. */
function checkForwarded(name: string, { actorSigningKey }: GatewayConfig): void {
  if (name === 'authorization' && actorSigningKey === null) return;
  if (name !== 'authorization' && mayForward(name)) return;
  throw new Error(
    name === 'authorization'
      ? '--forward-header: authorization carries the actor where ACTOR_SIGNING_KEY is set'
      : `--forward-header: ${name} cannot be forwarded, it speaks of the connection`,
  );
}
