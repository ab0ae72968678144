import { createClient } from 'graphql-ws';
import type { FormattedExecutionResult } from 'graphql';
import { WebSocket } from 'ws';

export interface SocketClient extends AsyncDisposable {
  /** Subscribes; the answers can be taken one by one. */
  subscribe: (
    query: string,
    variables?: Record<string, unknown>,
    extensions?: Record<string, unknown>,
  ) => Stream;
  /** Resolves once the socket is closed, with its code. */
  closed: Promise<number>;
}

interface Stream {
  /** The next event; rejects with the errors that ended the subscription. */
  next: () => Promise<FormattedExecutionResult<Record<string, unknown>>>;
  stop: () => void;
}

/** A client as applications use it, but without retries, so that tests see each close. */
export function openSocket(
  url: string,
  connectionParams: Record<string, unknown> = {},
): SocketClient {
  const closed = Promise.withResolvers<number>();
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    // one connection for the whole life of the client, operations or not
    lazy: false,
    onNonLazyError: () => undefined,
    connectionParams,
    on: { closed: (event) => closed.resolve((event as { code: number }).code) },
  });
  return {
    closed: closed.promise,
    subscribe: (query, variables = {}, extensions = {}) => {
      const stream = client.iterate({ query, variables, extensions });
      return {
        next: async () => {
          const result = await stream.next();
          if (result.done === true) throw new Error('the subscription is complete');
          return result.value as FormattedExecutionResult<Record<string, unknown>>;
        },
        stop: () => void stream.return?.(),
      };
    },
    [Symbol.asyncDispose]: async () => {
      await client.dispose();
    },
  };
}
