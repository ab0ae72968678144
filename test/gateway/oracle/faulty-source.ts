import { ERROR_CODES } from '../../../schema/contract/error-codes.ts';
import type {
  SubgraphRequest,
  SubgraphResult,
  SubgraphSource,
} from '../../../gateway/execution/fetch/subgraph-source.ts';
import type { ServerDeps } from './world/monolith.ts';
import type { SubgraphServer } from './world/subgraph-server.ts';

/** A subgraph in this process, behind the seam at which the gateway knows a remote one. */
export function createFaultySource(server: SubgraphServer, deps: ServerDeps): SubgraphSource {
  const { name } = server.meta;
  let count = 0;
  return {
    fetch: async (request) => {
      count += 1;
      // answers overtake one another, in the same way each time
      if (count % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
      switch (deps.faults.failRequest(name)) {
        case null:
          return toResult(await server.answer(deps, bodyOf(request)));
        case 'noData':
          return { data: null, errors: [] };
        case 'wholeError':
          return { data: null, errors: [{ message: 'no', extensions: { code: 'FORBIDDEN' } }] };
        case 'refused':
        case 'notGraphql':
        case 'slow':
          return unavailable(name);
      }
    },
  };
}

function bodyOf({ query, variables, operationName }: SubgraphRequest) {
  return {
    query,
    variables: JSON.parse(JSON.stringify(variables)) as typeof variables,
    operationName,
  };
}

function toResult({ data, errors }: Awaited<ReturnType<SubgraphServer['answer']>>): SubgraphResult {
  return { data: data ?? null, errors: errors ?? [] };
}

function unavailable(subgraph: string): SubgraphResult {
  const extensions = { code: ERROR_CODES.SUBGRAPH_UNAVAILABLE, subgraph };
  return { data: null, errors: [{ message: 'no answer', extensions }], failure: 'REFUSED' };
}
