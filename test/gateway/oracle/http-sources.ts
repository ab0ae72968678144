import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createHttpSubgraph } from '../../../gateway/execution/fetch/fetch-subgraph.ts';
import type { SubgraphSource } from '../../../gateway/execution/fetch/subgraph-source.ts';
import { REQUEST_ID_HEADER } from '../../../schema/contract/actor.ts';
import { listen } from '../../../subgraphs/kit/http/listen.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import type { OracleGraph } from './oracle-graph.ts';
import type { ServerDeps } from './world/monolith.ts';
import type { SubgraphRequestBody, SubgraphServer } from './world/subgraph-server.ts';

/** Only what hangs takes so long; a subgraph that is slow says itself that the time is over. */
const TIMEOUT_MS = 60_000;

/** By request id, ends a request that is under way as its own time limit would. */
type TimeOuts = Map<string, () => void>;

/** The same subgraphs, each a server of its own, reached as the gateway reaches real ones. */
export async function openHttpSources(
  graph: OracleGraph,
): Promise<{ sources: ReadonlyMap<string, SubgraphSource> } & AsyncDisposable> {
  await using resources = new AsyncDisposableStack();
  const sources = new Map<string, SubgraphSource>();
  const timeOuts: TimeOuts = new Map();
  for (const [name, subgraph] of graph.servers) {
    const server = createServer((request, response) => {
      void answer(graph.world(), { subgraph, timeOuts }, request, response);
    });
    const url = `${await listen(server, 0, '127.0.0.1')}/graphql`;
    resources.defer(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const log = createLog('oracle', 'silent');
    const source = createHttpSubgraph({ name, url, timeoutMs: TIMEOUT_MS, signActor: null, log });
    sources.set(name, endingWhenTold(resources.use(source), timeOuts));
  }
  const held = resources.move();
  return { sources, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

function endingWhenTold(source: SubgraphSource, timeOuts: TimeOuts): SubgraphSource {
  return {
    fetch: async (request) => {
      const requestId = String(timeOuts.size);
      const client = new AbortController();
      timeOuts.set(requestId, () => client.abort(new DOMException('too slow', 'TimeoutError')));
      const caller = { ...request.caller, requestId, signal: client.signal };
      return source.fetch({ ...request, caller });
    },
  };
}

async function answer(
  deps: ServerDeps,
  { subgraph, timeOuts }: { subgraph: SubgraphServer; timeOuts: TimeOuts },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = JSON.parse(await text(request)) as SubgraphRequestBody;
  const send = (status: number, content: string): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(content);
  };
  switch (deps.faults.failRequest(subgraph.meta.name)) {
    case null: {
      send(200, JSON.stringify(await subgraph.answer(deps, body)));
      return;
    }
    case 'noData': {
      send(200, '{"data":null}');
      return;
    }
    case 'wholeError': {
      send(400, '{"errors":[{"message":"no","extensions":{"code":"FORBIDDEN"}}]}');
      return;
    }
    case 'notGraphql': {
      send(502, '<html>Bad Gateway</html>');
      return;
    }
    case 'refused':
      request.socket.destroy();
      return;
    case 'slow':
      timeOuts.get(String(request.headers[REQUEST_ID_HEADER]))?.();
      return;
  }
}
