import { OperationTypeNode } from 'graphql';
import type { GraphQLDataSource } from '@apollo/gateway';
import { ANONYMOUS } from '../../schema/contract/actor.ts';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { SignActor } from '../auth/sign-actor.ts';
import { createHttpSubgraph } from '../execution/fetch-subgraph.ts';
import type { SubgraphSource } from '../execution/subgraph-source.ts';

/** The subgraphs of the loaded supergraph, each opened once. */
export interface Subgraphs extends AsyncDisposable {
  all: ReadonlyMap<string, SubgraphSource>;
  /** @throws Error for an unknown name */
  sourceOf: (name: string) => SubgraphSource;
  /** @throws Error for an unknown name */
  urlOf: (name: string) => string;
  /** What ApolloGateway calls for each subgraph that it finds in the supergraph. */
  open: (definition: { name: string; url?: string }) => GraphQLDataSource;
}

interface SubgraphsDeps {
  timeoutMs: number;
  signActor: SignActor;
  log: Logger;
}

export function createSubgraphs(deps: SubgraphsDeps): Subgraphs {
  const resources = new AsyncDisposableStack();
  const sources = new Map<string, SubgraphSource>();
  const urls = new Map<string, string>();
  return {
    all: sources,
    sourceOf: (name) => known(sources, name),
    urlOf: (name) => known(urls, name),
    open: ({ name, url = '' }) => {
      const source = resources.use(createHttpSubgraph({ ...deps, name, url }));
      sources.set(name, source);
      urls.set(name, url);
      return asDataSource(source);
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

function known<T>(entries: ReadonlyMap<string, T>, name: string): T {
  const entry = entries.get(name);
  if (entry === undefined) throw new Error(`no subgraph is named "${name}"`);
  return entry;
}

/** ApolloGateway uses it for its own health checks only: operations go through our executor. */
function asDataSource(source: SubgraphSource): GraphQLDataSource {
  return {
    process: async ({ request }) => {
      const { data } = await source.fetch({
        query: request.query ?? '',
        operationName: request.operationName ?? null,
        kind: OperationTypeNode.QUERY,
        variables: request.variables ?? {},
        caller: { actor: ANONYMOUS, requestId: '' },
      });
      return { data };
    },
  };
}
