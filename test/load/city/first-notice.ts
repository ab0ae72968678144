import { setTimeout as delay } from 'node:timers/promises';
import type { Connection, Notice } from './connection.ts';
import type { LiveCity } from './live-city.ts';
import { connectBySocket } from './socket-connection.ts';

const EVENT_EVERY_MS = 200;

/** A place in the log to start from: an event that somebody without `after` was told of. */
export async function firstNotice(city: LiveCity): Promise<Notice> {
  const token = await city.token({ id: 'first', role: 'CITY_BUREAU' });
  const query = 'subscription { assignmentIssued { cursor assignment { id } } }';
  const { promise, resolve } = Promise.withResolvers<Notice>();
  const connect = connectBySocket({ url: city.url, token, query, variables: {} });
  let connection: Connection | null = null;
  const told = new AbortController();
  void promise.then(() => told.abort());
  // Nobody says when a subscription is live, so events come until one of them is told.
  while (!told.signal.aborted) {
    if (!connection) {
      connection = connect(null, resolve);
      // a busy machine may be late to begin it, which ends it
      void connection.over.then(() => (connection = null));
    }
    await city.source.issue();
    await delay(EVENT_EVERY_MS, undefined, { signal: told.signal }).catch(() => undefined);
  }
  connection?.cut();
  return promise;
}
