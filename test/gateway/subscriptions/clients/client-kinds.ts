import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { Client as UrqlClient, subscriptionExchange } from '@urql/core';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { SubscribeFrom } from './resuming.ts';

const DOCUMENT =
  'subscription From($after: String) { caseOpened(after: $after) { cursor case { id note } } }';

interface Payload {
  caseOpened: { cursor: string };
}

/** A client library as applications set it up. */
interface OpenClient extends AsyncDisposable {
  subscribeFrom: SubscribeFrom;
  /** The socket in use; null for a client that has none. */
  socket: () => WebSocket | null;
}

interface ClientHooks {
  /** Where the gateway is now. */
  url: () => string;
  /** A connection was lost, with the code of its close. */
  onLost: (code: number) => void;
}

export type OpenClientOf = (hooks: ClientHooks) => OpenClient;

function openGraphqlWs({ url, onLost }: ClientHooks): {
  client: Client;
  socket: () => WebSocket | null;
} {
  let socket: WebSocket | null = null;
  const client = createClient({
    url: () => `${url().replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    shouldRetry: () => true,
    retryAttempts: Infinity,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 20)),
    lazyCloseTimeout: 50,
    on: {
      opened: (opened) => {
        socket = opened as WebSocket;
      },
      closed: (event) => onLost((event as { code: number }).code),
    },
  });
  return { client, socket: () => socket };
}

const graphqlWs: OpenClientOf = (hooks) => {
  const { client, socket } = openGraphqlWs(hooks);
  return {
    socket,
    subscribeFrom: (after, { onEvent, onError }) =>
      client.subscribe<Payload>(
        { query: DOCUMENT, variables: { after } },
        {
          next: ({ data }) => data && onEvent(data.caseOpened),
          error: onError,
          complete: () => undefined,
        },
      ),
    [Symbol.asyncDispose]: async () => {
      await client.dispose();
    },
  };
};

const apollo: OpenClientOf = (hooks) => {
  const { client, socket } = openGraphqlWs(hooks);
  const apolloClient = new ApolloClient({
    link: ApolloLink.from([new GraphQLWsLink(client)]),
    cache: new InMemoryCache(),
  });
  return {
    socket,
    subscribeFrom: (after, { onEvent, onError }) => {
      const subscription = apolloClient
        .subscribe<Payload>({ query: gql(DOCUMENT), variables: { after } })
        .subscribe({
          next: ({ data, error }) => {
            if (error) onError(error);
            else if (data) onEvent(data.caseOpened);
          },
          error: onError,
        });
      return () => subscription.unsubscribe();
    },
    [Symbol.asyncDispose]: async () => {
      apolloClient.stop();
      await client.dispose();
    },
  };
};

const urql: OpenClientOf = (hooks) => {
  const { client, socket } = openGraphqlWs(hooks);
  const urqlClient = new UrqlClient({
    url: `${hooks.url()}/graphql`,
    preferGetMethod: false,
    exchanges: [
      subscriptionExchange({
        forwardSubscription: (request) => ({
          subscribe: (sink) => ({
            unsubscribe: client.subscribe(
              { ...request, query: request.query ?? '' },
              { ...sink, next: (result) => sink.next(result as Parameters<typeof sink.next>[0]) },
            ),
          }),
        }),
      }),
    ],
  });
  return {
    socket,
    subscribeFrom: (after, { onEvent, onError }) => {
      const subscription = urqlClient
        .subscription<Payload>(DOCUMENT, { after })
        .subscribe(({ data, error }) => {
          if (error) onError(error);
          else if (data) onEvent(data.caseOpened);
        });
      return () => subscription.unsubscribe();
    },
    [Symbol.asyncDispose]: async () => {
      await client.dispose();
    },
  };
};

/** Sends the cursor as Last-Event-ID with each try, and so needs no wrapping at all. */
const graphqlSse: OpenClientOf = ({ url }) => {
  let last: string | null = null;
  const client = createSseClient({
    url: () => `${url()}/graphql`,
    headers: (): Record<string, string> => (last === null ? {} : { 'last-event-id': last }),
    retryAttempts: Infinity,
    retry: () => new Promise((resolve) => setTimeout(resolve, 20)),
  });
  return {
    socket: () => null,
    subscribeFrom: (after, { onEvent, onError }) =>
      client.subscribe<Payload>(
        { query: DOCUMENT, variables: { after } },
        {
          next: ({ data }) => {
            if (!data) return;
            last = data.caseOpened.cursor;
            onEvent(data.caseOpened);
          },
          error: onError,
          complete: () => undefined,
        },
      ),
    [Symbol.asyncDispose]: async () => {
      client.dispose();
    },
  };
};

export const SOCKET_CLIENTS: readonly [name: string, open: OpenClientOf][] = [
  ['graphql-ws', graphqlWs],
  ['Apollo Client', apollo],
  ['urql', urql],
];

export const ALL_CLIENTS: typeof SOCKET_CLIENTS = [...SOCKET_CLIENTS, ['graphql-sse', graphqlSse]];
