import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type {
  AnswerMessage,
  ClientOrder,
  OrderKind,
  OrderMessage,
  Orders,
  SwarmReport,
} from './orders.ts';
import type { CountByMs } from './latencies.ts';

/** Clients spread over processes; each call asks all of them. */
export interface Swarm extends AsyncDisposable {
  /** @param comesBack subscribes again where the gateway ends a subscription */
  connect(
    url: string,
    query: string,
    clients: readonly ClientOrder[],
    comesBack?: boolean,
  ): Promise<void>;
  /** @param cursors one for each client, in the order in which they were connected */
  place(cursors: readonly string[]): Promise<void>;
  until(cursor: string): Promise<readonly number[]>;
  cut(): Promise<void>;
  /** Of the first process. */
  freeze(count: number): Promise<void>;
  thaw(): Promise<void>;
  latencies(): Promise<readonly CountByMs[]>;
  report(log: readonly string[]): Promise<SwarmReport>;
}

const PROGRAM = fileURLToPath(new URL('main.ts', import.meta.url));

export function startSwarm(processCount: number): Swarm {
  const processes = Array.from({ length: processCount }, startProcess);
  const all = <Kind extends OrderKind>(
    kind: Kind,
    givenTo: (index: number) => Orders[Kind]['given'],
  ) => Promise.all(processes.map((each, index) => each.order(kind, givenTo(index))));
  const shareOf = <Item>(items: readonly Item[], index: number): Item[] => {
    const size = Math.ceil(items.length / processCount);
    return items.slice(index * size, (index + 1) * size);
  };
  return {
    connect: async (url, query, clients, comesBack = false) => {
      const socketUrl = url.replace(/^http/, 'ws');
      await all('connect', (index) => ({
        url: socketUrl,
        query,
        clients: shareOf(clients, index),
        comesBack,
      }));
    },
    place: async (cursors) => {
      await all('place', (index) => ({ cursors: shareOf(cursors, index) }));
    },
    until: async (cursor) =>
      (await all('until', () => ({ cursor }))).flatMap(({ reachedAtMs }) => reachedAtMs),
    cut: async () => {
      await all('cut', () => null);
    },
    freeze: async (count) => {
      await processes[0]?.order('freeze', { count });
    },
    thaw: async () => {
      await all('thaw', () => null);
    },
    latencies: async () => (await all('latencies', () => null)).map(({ countByMs }) => countByMs),
    report: async (log) => combine(await all('report', () => ({ log }))),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(processes.map((each) => each.stop()));
    },
  };
}

interface SwarmProcess {
  order<Kind extends OrderKind>(
    kind: Kind,
    given: Orders[Kind]['given'],
  ): Promise<Orders[Kind]['answer']>;
  stop(): Promise<void>;
}

function startProcess(): SwarmProcess {
  const child: ChildProcess = fork(PROGRAM, { serialization: 'advanced' });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  child.on('message', ({ id, answer, error }: AnswerMessage) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(answer);
    else asked?.reject(new Error(error));
  });
  return {
    order: async <Kind extends OrderKind>(kind: Kind, given: Orders[Kind]['given']) => {
      lastId += 1;
      const asked = Promise.withResolvers<unknown>();
      waiting.set(lastId, asked);
      child.send({ id: lastId, kind, given } satisfies OrderMessage<Kind>);
      return (await asked.promise) as Orders[Kind]['answer'];
    },
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
}

function combine(reports: readonly SwarmReport[]): SwarmReport {
  const sum = (read: (report: SwarmReport) => number): number =>
    reports.reduce((total, report) => total + read(report), 0);
  const closes: Record<number, number> = {};
  for (const [code, count] of reports.flatMap((report) => Object.entries(report.closes)))
    closes[Number(code)] = (closes[Number(code)] ?? 0) + count;
  return {
    clients: sum(({ clients }) => clients),
    delivered: sum(({ delivered }) => delivered),
    connections: sum(({ connections }) => connections),
    closes,
    wrong: sum(({ wrong }) => wrong),
    missed: sum(({ missed }) => missed),
    repeated: sum(({ repeated }) => repeated),
    examples: reports.flatMap(({ examples }) => examples),
  };
}
