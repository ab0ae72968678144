import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { createCaller } from './caller.ts';

/** A live subscription whose events wait to be taken. */
export interface Listener extends AsyncDisposable {
  /** The next event's data, in order of arrival. */
  next(): Promise<any>;
  /** What has arrived and was not taken. */
  pending(): unknown[];
}

interface Waiting {
  resolve: (data: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * Subscribes over graphql-ws; resolves once the gateway has accepted the connection, which begins
 * to watch only a while later. A document that declares $after hears all from this call on.
 */
export async function openSubscription(
  url: string,
  token: string,
  { query, variables }: { query: string; variables: Record<string, unknown> },
): Promise<Listener> {
  const beginning = query.includes('$after') ? { after: await momentOf(url, token) } : {};
  const arrived: unknown[] = [];
  const waiting: Waiting[] = [];
  let failure: Error | null = null;
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => undefined,
  });
  const connected = new Promise<void>((resolve) => {
    client.on('connected', () => {
      resolve();
    });
  });
  const fail = (error: unknown): void => {
    failure = new Error(`subscription ended: ${JSON.stringify(error)}`);
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  const payload = { query, variables: { ...beginning, ...variables } };
  client.subscribe(payload, {
    next: ({ data, errors }) => {
      const event = errors ? { ...data, errors } : data;
      const first = waiting.shift();
      if (first) first.resolve(event);
      else arrived.push(event);
    },
    error: fail,
    complete: () => {
      fail('complete');
    },
  });
  await connected;
  return {
    next: () =>
      new Promise((resolve, reject) => {
        if (arrived.length > 0) resolve(arrived.shift());
        else if (failure) reject(failure);
        else waiting.push({ resolve, reject });
      }),
    pending: () => [...arrived],
    [Symbol.asyncDispose]: async () => client.dispose(),
  };
}

async function momentOf(url: string, token: string): Promise<string> {
  const { eventCursor } = await createCaller(url, token).ask('{ eventCursor }');
  return eventCursor as string;
}
