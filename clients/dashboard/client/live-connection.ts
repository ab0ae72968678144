import { createClient, type Client, type CloseCode } from 'graphql-ws';
import { createHolder, type ConnectionState, type Watched } from './connection-state.ts';
import { pause, retryWaitMs, type Pause } from './retry-wait.ts';
import type { ServerClock } from './server-clock.ts';
import { keepRenewed, type Renewal } from './token-renewal.ts';
import { SignedOut, type TokenSource } from './token-source.ts';

/** A connection that is told when it is there; each time it is a new one. */
export interface LiveConnection extends AsyncDisposable {
  state: Watched<ConnectionState>;
  /** Time of a round trip to the gateway, in ms; null before the first. */
  roundTripMs(): number | null;
  /** Something came by it. */
  noteData(): void;
  /** Tries at once rather than at the end of the wait. */
  hurry(): void;
}

export interface ConnectionDeps {
  /** ws:// or wss:// */
  url: string;
  token: TokenSource;
  clock: ServerClock;
  webSocket: unknown;
  keepAliveMs: number;
  /** How long tries may be in vain before what is shown counts as old. */
  lostAfterMs: number;
  /** A connection is there. @returns called when it is lost */
  onConnected: (client: Client) => () => void;
}

/** The gateway's close code for a token that is refused or about to end. */
const FORBIDDEN: `${CloseCode.Forbidden}` = '4403';
const ACK_TIMEOUT_MS = 10_000;

interface Course {
  isOver: boolean;
  attempt: number;
  lostSince: number | null;
  lastDataAt: number | null;
  isTokenRefused: boolean;
  roundTripMs: number | null;
  wait: Pause | null;
  socket: Client | null;
}

/**
 * Connects, and again after each loss, whatever the close code. graphql-ws would retry by itself,
 * but with the first `after` and not after every code; so each connection is a client of its own.
 */
export function openLiveConnection(deps: ConnectionDeps): LiveConnection {
  const state = createHolder<ConnectionState>({ phase: 'CONNECTING' });
  const course: Course = {
    isOver: false,
    attempt: 0,
    lostSince: null,
    lastDataAt: null,
    isTokenRefused: false,
    roundTripMs: null,
    wait: null,
    socket: null,
  };
  const running = keepConnected(deps, course, (next) => state.write(next));
  return {
    state,
    roundTripMs: () => course.roundTripMs,
    noteData: () => {
      course.lastDataAt = deps.clock.now();
    },
    hurry: () => course.wait?.end(),
    [Symbol.asyncDispose]: async () => {
      course.isOver = true;
      course.wait?.end();
      // Rejects where the connection is never made, which is what is wanted now.
      await Promise.resolve(course.socket?.dispose()).catch(() => undefined);
      await running;
    },
  };
}

async function keepConnected(
  deps: ConnectionDeps,
  course: Course,
  tell: (state: ConnectionState) => void,
): Promise<void> {
  while (!course.isOver) {
    const outcome = await connectOnce(deps, course, () => tell({ phase: 'LIVE' }));
    if (isStopped(course)) return;
    if (outcome === 'SIGNED_OUT') {
      tell({ phase: 'SIGNED_OUT', asOf: course.lastDataAt });
      return;
    }
    course.attempt += 1;
    course.lostSince ??= deps.clock.now();
    tell(stateOf(course, deps));
    course.wait = pause(retryWaitMs(course.attempt));
    await course.wait.done;
  }
}

/** Read anew: the course may have been ended meanwhile. */
function isStopped(course: Course): boolean {
  return course.isOver;
}

function stateOf(course: Course, { clock, lostAfterMs }: ConnectionDeps): ConnectionState {
  const isLost = clock.now() - (course.lostSince ?? Infinity) >= lostAfterMs;
  return {
    phase: isLost ? 'LOST' : 'RECONNECTING',
    attempt: course.attempt,
    asOf: course.lastDataAt,
  };
}

/** Resolves when the connection is over, or could not be made. */
async function connectOnce(
  deps: ConnectionDeps,
  course: Course,
  onLive: () => void,
): Promise<'LOST' | 'SIGNED_OUT'> {
  const token = await deps
    .token({ isRefused: course.isTokenRefused, isEnding: false })
    .catch((error: unknown) => {
      return error instanceof SignedOut ? error : null;
    });
  if (token instanceof SignedOut) return 'SIGNED_OUT';
  if (token === null || course.isOver) return 'LOST';
  const { promise, resolve } = Promise.withResolvers<'LOST'>();
  let end = (): void => undefined;
  const client = openSocket(deps, token, course, {
    connected: () => {
      Object.assign(course, { attempt: 0, lostSince: null, isTokenRefused: false });
      course.lastDataAt = deps.clock.now();
      end = deps.onConnected(client);
      onLive();
    },
    lost: (code) => {
      course.isTokenRefused = String(code) === FORBIDDEN;
      resolve('LOST');
    },
  });
  course.socket = client;
  const outcome = await promise;
  if (course.socket === client) course.socket = null;
  end();
  // A dead line never answers the goodbye, so nobody waits for it.
  void Promise.resolve(client.dispose()).catch(() => undefined);
  return outcome;
}

function openSocket(
  { url, webSocket, keepAliveMs, clock, token: source }: ConnectionDeps,
  token: string,
  course: Course,
  on: { connected: () => void; lost: (code: number | null) => void },
): Client {
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  let pingedAt = 0;
  let renewal: Renewal | null = null;
  const client = createClient({
    url,
    webSocketImpl: webSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    lazy: false,
    retryAttempts: 0,
    connectionAckWaitTimeout: ACK_TIMEOUT_MS,
    keepAlive: keepAliveMs,
    onNonLazyError: () => on.lost(null),
    on: {
      connected: (socket) => {
        on.connected();
        renewal = keepRenewed({ socket: socket as WebSocket, token: source, clock, first: token });
      },
      closed: (event) => on.lost((event as { code?: number }).code ?? null),
      ping: (isReceived) => {
        if (isReceived) return;
        pingedAt = Date.now();
        // A network that is gone says nothing: without an answer in time the socket is dead.
        pongTimer = setTimeout(() => client.terminate(), keepAliveMs / 2);
      },
      pong: (isReceived, payload) => {
        if (!isReceived) return;
        if (payload) {
          renewal?.noteAnswer(payload);
          return;
        }
        clearTimeout(pongTimer);
        course.roundTripMs = Date.now() - pingedAt;
        course.lastDataAt = clock.now();
      },
    },
  });
  client.on('closed', () => {
    clearTimeout(pongTimer);
    renewal?.end();
  });
  return client;
}
