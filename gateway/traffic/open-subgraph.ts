import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { SignActor } from '../../subgraphs/kit/process/actor-signer.ts';
import { createHttpSubgraph } from '../execution/fetch/fetch-subgraph.ts';
import type { SubgraphSource } from '../execution/fetch/subgraph-source.ts';
import { withTrafficCare, type TrafficConfig } from './traffic-care.ts';

interface OpenDeps {
  /** As the log and errors name it. */
  name: string;
  url: string;
  traffic: TrafficConfig;
  signActor: SignActor | null;
  log: Logger;
}

/** One endpoint of a subgraph, with connections, time limit and circuit of its own. */
export function openSubgraph(deps: OpenDeps): SubgraphSource & AsyncDisposable {
  const { traffic, name, log } = deps;
  const source = createHttpSubgraph({ ...deps, timeoutMs: traffic.timeoutMs });
  const { fetch } = withTrafficCare(source, { name, config: traffic, log });
  return { fetch, [Symbol.asyncDispose]: () => source[Symbol.asyncDispose]() };
}
