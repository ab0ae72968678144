import { createClient, type Client } from 'graphql-ws';
import { print } from 'graphql';
import {
  LetterProgressDocument,
  OwnLetterProgressDocument,
  type LetterProgressSubscription,
} from '../generated/operations.ts';
import type { GatewayFault } from './portal-error.ts';

/** One thing that happened to the letter, and how it stands since. */
export type LetterEvent = LetterProgressSubscription['caseProgressed'];

/** `ended`: the letter can no longer be followed by this code, or the sign-in has ended. */
export type FollowState = 'connecting' | 'live' | 'reconnecting' | 'ended';

export interface FollowHandlers {
  onEvent: (event: LetterEvent) => void;
  /** `live`: from now on nothing is missed. */
  onState: (state: FollowState) => void;
}

/** By its query code, for whoever holds it; by its case, for the petitioner who is signed in. */
export type LetterReference = { queryCode: string } | { caseId: string };

interface FollowDeps extends FollowHandlers {
  /** Of GraphQL over WebSocket, ws: or wss:. */
  url: string;
  token: () => string | null | Promise<string | null>;
  letter: LetterReference;
  /** Goes on behind this event. */
  after: string | null;
}

export interface Following {
  /** The last event's; null before the first. */
  readonly cursor: string | null;
  stop(): void;
}

const KEEP_ALIVE_MS = 10_000;
const PONG_TIMEOUT_MS = 5_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/**
 * Follows a letter through disconnects, beginning with the letter as it stands, told by its newest
 * event: each new connection subscribes behind the last event seen, so none is missed and none comes
 * twice.
 */
export function followLetter(deps: FollowDeps): Following {
  const { onState, onEvent } = deps;
  let cursor = deps.after;
  let failures = 0;
  const stop = new AbortController();
  let isLive = false;
  const goLive = (): void => {
    failures = 0;
    if (!isLive) onState('live');
    isLive = true;
  };
  const client = openClient(deps, () => {
    // with a cursor what happens meanwhile is told later; without one it counts from the first event
    if (cursor !== null) goLive();
  });

  const isStopped = (): boolean => stop.signal.aborted;
  const run = async (): Promise<void> => {
    onState('connecting');
    while (!isStopped()) {
      isLive = false;
      const outcome = await subscribeOnce(client, deps.letter, cursor, (event) => {
        cursor = event.cursor;
        onEvent(event);
        goLive();
      });
      if (isStopped()) return;
      if (outcome.kind === 'ended') {
        onState('ended');
        return;
      }
      if (outcome.startOver !== undefined) cursor = outcome.startOver;
      onState('reconnecting');
      failures += 1;
      await wait(waitAfter(failures), stop.signal);
    }
  };
  void run();
  return {
    get cursor() {
      return cursor;
    },
    stop() {
      stop.abort();
      // rejects where the connection is never made
      void Promise.resolve(client.dispose()).catch(() => undefined);
    },
  };
}

/** graphql-ws would repeat the first cursor, so it never reconnects by itself. */
function openClient({ url, token }: FollowDeps, onConnected: () => void): Client {
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url,
    // Asked anew for each connection: a token ends, and what follows a code needs none.
    connectionParams: async () => {
      const bearer = await token();
      return bearer === null ? {} : { authorization: `Bearer ${bearer}` };
    },
    retryAttempts: 0,
    keepAlive: KEEP_ALIVE_MS,
    connectionAckWaitTimeout: KEEP_ALIVE_MS,
    on: {
      connected: onConnected,
      ping: (isReceived) => {
        if (!isReceived) pongTimer = setTimeout(() => client.terminate(), PONG_TIMEOUT_MS);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(pongTimer);
      },
      closed: () => clearTimeout(pongTimer),
    },
  });
  return client;
}

type Outcome = { kind: 'ended' } | { kind: 'lost'; startOver?: string | null };

function subscribeOnce(
  client: Client,
  letter: LetterReference,
  after: string | null,
  onEvent: (event: LetterEvent) => void,
): Promise<Outcome> {
  const document = 'caseId' in letter ? OwnLetterProgressDocument : LetterProgressDocument;
  return new Promise((resolve) => {
    client.subscribe<LetterProgressSubscription>(
      { query: print(document), variables: { ...letter, after } },
      {
        next: ({ data }) => data?.caseProgressed && onEvent(data.caseProgressed),
        error: (error) => resolve(outcomeOf(error)),
        complete: () => resolve({ kind: 'lost' }),
      },
    );
  });
}

function outcomeOf(error: unknown): Outcome {
  if (!Array.isArray(error)) return { kind: 'lost' };
  const [fault] = error as (GatewayFault & { extensions?: { startOver?: string } })[];
  switch (fault?.extensions?.code) {
    case 'CURSOR_EXPIRED':
    case 'CURSOR_INVALID':
      return { kind: 'lost', startOver: fault.extensions.startOver ?? null };
    case 'NOT_FOUND':
    case 'UNAUTHENTICATED':
    case 'BAD_USER_INPUT':
      return { kind: 'ended' };
    default:
      return { kind: 'lost' };
  }
}

/** Half of the wait is by chance, so that a city's clients do not come back all at once. */
function waitAfter(failures: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  return longest / 2 + Math.random() * (longest / 2);
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
}
