import { createEventBook, type BookedEvent } from './event-book.ts';
import { Latencies } from './latencies.ts';
import type { OrderKind, Orders } from './orders.ts';
import { judge } from './judge.ts';
import { openSwarmClient, type SwarmClient } from './swarm-client.ts';

type SwarmProcess = {
  [Kind in OrderKind]: (given: Orders[Kind]['given']) => Promise<Orders[Kind]['answer']>;
};

interface Wait {
  cursor: string;
  missing: Set<SwarmClient>;
  reachedAtMs: number[];
  done: () => void;
}

const AT_ONCE = 100;

export function createSwarmProcess(): SwarmProcess {
  const book = createEventBook();
  const latencies = new Latencies();
  const closes: Record<number, number> = {};
  const clients: SwarmClient[] = [];
  let wait: Wait | null = null;

  const onEvent = (client: SwarmClient, event: BookedEvent): void => {
    const nowMs = performance.timeOrigin + performance.now();
    if (!client.isFrozen) latencies.add(nowMs - event.atMs);
    if (wait?.cursor !== event.cursor || !wait.missing.delete(client)) return;
    wait.reachedAtMs.push(nowMs);
    if (wait.missing.size === 0) wait.done();
  };
  const onClose = (code: number): void => {
    closes[code] = (closes[code] ?? 0) + 1;
  };

  return {
    connect: async ({ clients: orders, ...given }) => {
      for (let from = 0; from < orders.length; from += AT_ONCE) {
        const group = orders
          .slice(from, from + AT_ONCE)
          .map((order) => openSwarmClient({ ...given, order, book, onEvent, onClose }));
        clients.push(...group);
        await Promise.all(group.map(({ subscribed }) => subscribed));
      }
      return null;
    },
    place: async ({ cursors }) => {
      for (const [index, client] of clients.entries()) client.place(cursors[index] ?? '');
      return null;
    },
    until: async ({ cursor }) => {
      const number = book.numberOf(cursor);
      const missing = new Set(
        clients.filter(({ seen, isFrozen }) => !isFrozen && !seen.includes(number)),
      );
      const { promise, resolve } = Promise.withResolvers<undefined>();
      wait = { cursor, missing, reachedAtMs: [], done: () => resolve(undefined) };
      if (missing.size > 0) await promise;
      return { reachedAtMs: wait.reachedAtMs };
    },
    cut: async () => {
      for (const client of clients) client.cut();
      return null;
    },
    freeze: async ({ count }) => {
      for (const client of clients.slice(0, count)) client.freeze();
      return null;
    },
    thaw: async () => {
      for (const client of clients) if (client.isFrozen) client.thaw();
      return null;
    },
    latencies: async () => ({ countByMs: latencies.take() }),
    report: async ({ log }) =>
      judge(
        clients,
        log.map((cursor) => book.numberOf(cursor)),
        log,
        closes,
      ),
  };
}
