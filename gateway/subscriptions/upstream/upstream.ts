import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { REQUEST_ID_HEADER } from '../../../schema/contract/actor.ts';
import type { Caller } from '../../auth/caller.ts';
import type { SignActor } from '../../../subgraphs/kit/process/actor-signer.ts';
import { toSubgraphResult } from '../../execution/fetch-subgraph.ts';
import type { SubgraphError, SubgraphResult } from '../../execution/subgraph-source.ts';

interface UpstreamRequest {
  subgraph: string;
  query: string;
  operationName: string | null;
  variables: Record<string, unknown>;
  caller: Caller;
}

/** onEvent may come often; of onRefused, onComplete and onLost one comes, once and last. */
interface UpstreamListener {
  onEvent: (event: SubgraphResult) => void;
  /** The subgraph refused or ended the subscription with errors. */
  onRefused: (errors: readonly SubgraphError[]) => void;
  /** The subgraph says that no more events will come. */
  onComplete: () => void;
  /** The connection could not be made, or broke; with its close code where it has one. */
  onLost: (code: number | null) => void;
  /** Called once, before any event: where the subgraph's log ends, if it says so. */
  onConnected: (headCursor: string | null) => void;
}

/** @returns closes it; no listener is called afterwards */
export type OpenUpstream = (request: UpstreamRequest, listener: UpstreamListener) => () => void;

interface UpstreamDeps {
  urlOf: (subgraph: string) => string;
  /** Null: the subgraph is not told who asks. */
  signActor: SignActor | null;
}

const ACK_TIMEOUT_MS = 10_000;
const PING_EVERY_MS = 10_000;
const PONG_TIMEOUT_MS = 5_000;

/** Opens subscriptions to subgraphs, each over a connection of its own that carries its actor. */
export function createUpstreamOpener(deps: UpstreamDeps): OpenUpstream {
  return (request, listener) => {
    let isOver = false;
    const once = (tell: () => void): void => {
      if (isOver) return;
      isOver = true;
      void client.dispose();
      tell();
    };
    const client = openClient(deps, request, {
      onConnected: (headCursor) => listener.onConnected(headCursor),
      onLost: (code) => once(() => listener.onLost(code)),
    });
    const { query, operationName, variables } = request;
    client.subscribe(
      { query, variables, ...(operationName === null ? {} : { operationName }) },
      {
        next: (message) => {
          if (isOver) return;
          const event = toSubgraphResult({ ...message });
          // without the key `data` nothing was subscribed to
          if (message.data === undefined) once(() => listener.onRefused(event.errors));
          else listener.onEvent(event);
        },
        error: (error) => {
          if (Array.isArray(error))
            once(() => listener.onRefused(toSubgraphResult({ errors: error }).errors));
          else once(() => listener.onLost(null));
        },
        complete: () => once(listener.onComplete),
      },
    );
    return () => once(() => undefined);
  };
}

/** Retries are not the client's: going on from the right cursor takes another operation. */
function openClient(
  deps: UpstreamDeps,
  request: UpstreamRequest,
  listener: Pick<UpstreamListener, 'onConnected' | 'onLost'>,
): Client {
  let pongTimer: NodeJS.Timeout | undefined;
  const client = createClient({
    url: deps.urlOf(request.subgraph).replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionAckWaitTimeout: ACK_TIMEOUT_MS,
    keepAlive: PING_EVERY_MS,
    connectionParams: async () => ({
      ...request.caller.forwarded,
      ...(await authorization(deps.signActor, request.caller)),
      [REQUEST_ID_HEADER]: request.caller.requestId,
    }),
    on: {
      ping: (isReceived) => {
        if (!isReceived) pongTimer = setTimeout(() => client.terminate(), PONG_TIMEOUT_MS).unref();
      },
      pong: () => clearTimeout(pongTimer),
      connected: (_socket, payload) => {
        const cursor = payload?.cursor;
        listener.onConnected(typeof cursor === 'string' ? cursor : null);
      },
      closed: (event) => {
        clearTimeout(pongTimer);
        const { code } = event as { code?: unknown };
        listener.onLost(typeof code === 'number' ? code : null);
      },
    },
  });
  return client;
}

async function authorization(
  signActor: SignActor | null,
  { actor }: Caller,
): Promise<Record<string, string>> {
  return signActor ? { authorization: `Bearer ${await signActor(actor)}` } : {};
}
