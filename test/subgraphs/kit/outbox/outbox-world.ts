import { defineEntity, p } from '@mikro-orm/core';
import { Migration } from '@mikro-orm/migrations';
import type { MikroORM } from '@mikro-orm/postgresql';
import { pino } from 'pino';
import { openOrm } from '../../../../subgraphs/kit/orm/open-orm.ts';
import { append } from '../../../../subgraphs/kit/outbox/append.ts';
import { outboxIndexes, outboxTable } from '../../../../subgraphs/kit/outbox/outbox-table.ts';
import { createLog, type Logger } from '../../../../subgraphs/kit/process/log.ts';
import { createTestDatabase } from '../../../support/database.ts';

/** The ORM does not open without one. */
const Unused = defineEntity({ name: 'Unused', properties: { id: p.text().primary() } });

class OutboxMigration extends Migration {
  override up(): void {
    for (const statement of [outboxTable, ...outboxIndexes]) this.addSql(statement);
  }
}

export interface OutboxWorld extends AsyncDisposable {
  orm: MikroORM;
  /** Commits messages whose payloads are { name }, due at the clock's time. */
  put(names: readonly string[], topic?: string): Promise<void>;
  rows<Row>(columns: string): Promise<Row[]>;
  /** Resolves once whoever writes to the row waits until the end. */
  hold(id: string, end: Promise<unknown>): Promise<void>;
  clock: { now(): Date; forward(ms: number): void };
}

const START = new Date('2026-03-02T01:00:00Z');

export async function openOutbox(): Promise<OutboxWorld> {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await createTestDatabase());
  const orm = await openOrm({
    databaseUrl: database.url,
    schema: 'box',
    entities: [Unused],
    migrations: [{ name: 'outbox', class: OutboxMigration }],
    log: createLog('test', 'silent'),
  });
  resources.defer(() => orm.close());
  let nowMs = START.getTime();
  const clock = {
    now: () => new Date(nowMs),
    forward: (ms: number) => {
      nowMs += ms;
    },
  };
  const held = resources.move();
  return {
    orm,
    clock,
    put: (names, topic = 'test') =>
      orm.em.fork().transactional((em) =>
        append(
          em,
          names.map((name) => ({ topic, payload: { name } })),
          clock.now(),
        ),
      ),
    rows: (columns) => orm.em.fork().execute(`select ${columns} from outbox order by id`),
    hold: (id, end) =>
      new Promise((resolve, reject) => {
        const holding = orm.em.fork().transactional(async (em) => {
          await em.execute('select from outbox where id = ? for update', [id]);
          resolve();
          await end;
        });
        holding.catch(reject);
      }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** Counts what happens, and lets a test wait for the n-th time. */
export function createTally<Item>() {
  const items: Item[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    items,
    add: (item: Item): void => {
      items.push(item);
      for (const { count, resolve } of waiting) if (items.length >= count) resolve();
    },
    reached: (count: number): Promise<void> =>
      new Promise((resolve) => {
        if (items.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
}

/** A log whose lines a test can read. */
export function createReadableLog(): {
  log: Logger;
  lines: ReturnType<typeof createTally<LogLine>>;
} {
  const lines = createTally<LogLine>();
  const write = (text: string): void => lines.add(JSON.parse(text) as LogLine);
  return { log: pino({ level: 'debug' }, { write }), lines };
}

interface LogLine {
  level: number;
  msg: string;
  [fact: string]: unknown;
}
