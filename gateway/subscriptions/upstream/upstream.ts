import { createClient, type Client, type SubscribePayload } from 'graphql-ws';
import { WebSocket } from 'ws';
import { REQUEST_ID_HEADER } from '../../../schema/contract/actor.ts';
import type { Caller } from '../../auth/caller.ts';
import type { SignActor } from '../../../subgraphs/kit/process/actor-signer.ts';
import { toSubgraphResult } from '../../execution/fetch/fetch-subgraph.ts';
import type { SubgraphError, SubgraphResult } from '../../execution/fetch/subgraph-source.ts';
import { createPongWatch } from './pong-watch.ts';

export interface UpstreamRequest {
  subgraph: string;
  query: string;
  operationName: string | null;
  variables: Record<string, unknown>;
  /**
   * The variable that says where to begin. While it is null the subgraph's own head takes its
   * place, so that the subscription begins exactly where the acknowledgement said.
   */
  afterVariable: string | null;
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
  /** Everything up to the cursor has been told on this connection. */
  onWatermark: (cursor: string) => void;
}

export interface Upstream {
  /** No listener is called afterwards. */
  close: () => void;
  /** Stops and goes on reading from the connection; the subgraph waits meanwhile. */
  setPaused: (isPaused: boolean) => void;
}

export type OpenUpstream = (request: UpstreamRequest, listener: UpstreamListener) => Upstream;

interface UpstreamDeps {
  urlOf: (subgraph: string) => string;
  /** Null: the subgraph is not told who asks. */
  signActor: SignActor | null;
}

const ACK_TIMEOUT_MS = 10_000;
const PING_EVERY_MS = 10_000;

/** Opens subscriptions to subgraphs, each over a connection of its own that carries its actor. */
export function createUpstreamOpener(deps: UpstreamDeps): OpenUpstream {
  return (request, listener) => {
    let isOver = false;
    let head: string | null = null;
    const once = (tell: () => void): void => {
      if (isOver) return;
      isOver = true;
      setPaused(false);
      dispose(client);
      tell();
    };
    const { client, setPaused } = openClient(deps, request, {
      onConnected: (headCursor) => {
        head = headCursor;
        if (!isOver) listener.onConnected(headCursor);
      },
      onWatermark: (cursor) => {
        if (!isOver) listener.onWatermark(cursor);
      },
      onLost: (code) => once(() => listener.onLost(code)),
    });
    client.subscribe(
      payloadOf(request, () => head),
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
    return { close: () => once(() => undefined), setPaused };
  };
}

/** Rejects where the connection breaks before it is acknowledged, which is told as a loss. */
function dispose(client: Client): void {
  Promise.resolve(client.dispose()).catch(() => undefined);
}

/** The client reads the variables when it sends them, which is after the acknowledgement. */
function payloadOf(request: UpstreamRequest, head: () => string | null): SubscribePayload {
  const { query, operationName, variables, afterVariable } = request;
  return {
    query,
    ...(operationName === null ? {} : { operationName }),
    get variables() {
      if (afterVariable === null) return variables;
      return { ...variables, [afterVariable]: variables[afterVariable] ?? head() };
    },
  };
}

interface OpenClient {
  client: Client;
  setPaused: Upstream['setPaused'];
}

/** Retries are not the client's: going on from the right cursor takes another operation. */
function openClient(
  deps: UpstreamDeps,
  request: UpstreamRequest,
  listener: Pick<UpstreamListener, 'onConnected' | 'onLost' | 'onWatermark'>,
): OpenClient {
  const pong = createPongWatch(() => client.terminate());
  let socket: WebSocket | undefined;
  let isPaused = false;
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
      opened: (opened) => {
        socket = opened as WebSocket;
      },
      ping: (isReceived, payload) => {
        if (isReceived) {
          if (typeof payload?.cursor === 'string') listener.onWatermark(payload.cursor);
          return;
        }
        // who does not read sees no pong
        if (!isPaused) pong.start();
      },
      pong: pong.stop,
      connected: (_socket, payload) => {
        const cursor = payload?.cursor;
        listener.onConnected(typeof cursor === 'string' ? cursor : null);
      },
      closed: (event) => {
        pong.stop();
        const { code } = event as { code?: unknown };
        listener.onLost(typeof code === 'number' ? code : null);
      },
    },
  });
  const setPaused = (isWanted: boolean): void => {
    if (isPaused === isWanted || socket?.readyState !== WebSocket.OPEN) return;
    isPaused = isWanted;
    pong.stop();
    if (isPaused) socket.pause();
    else socket.resume();
  };
  return { client, setPaused };
}

async function authorization(
  signActor: SignActor | null,
  { actor }: Caller,
): Promise<Record<string, string>> {
  return signActor ? { authorization: `Bearer ${await signActor(actor)}` } : {};
}
