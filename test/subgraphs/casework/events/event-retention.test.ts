import { describe, expect, it } from '@jest/globals';
import {
  createEventFeed,
  type EventFeed,
} from '../../../../subgraphs/casework/events/event-feed.ts';
import { findEventsOfCases } from '../../../../subgraphs/casework/events/event-log.store.ts';
import {
  EVERY_EVENT,
  toCursor,
  type EventFilter,
  type LoggedEvent,
} from '../../../../subgraphs/casework/events/event-position.ts';
import type { EventStream } from '../../../../subgraphs/casework/events/event-reader.ts';
import {
  createEventRetention,
  type EventRetention,
} from '../../../../subgraphs/casework/events/event-retention.ts';
import { logIsReadable } from '../support/readable-log.ts';
import { openWriter, type EventWriter } from './event-writer.ts';
import { openTrialCasework, silent, type TrialCasework } from './trial-casework.ts';

const subscription = 'ASSIGNMENT_ISSUED';
const filter: EventFilter = { ...EVERY_EVENT, subscription };
const DAY_MS = 24 * 3_600_000;
const KEPT_DAYS = 400;

describe('an event that is older than the retention', () => {
  it('cannot be resumed from any more, and the refusal says where to start over', async () => {
    await using log = await openLog();
    const [old, young] = await log.oldAndYoung();
    const refused = await refusalOf(log.feed.subscribe(filter, { after: cursorOf(old) }));
    expect(refused).toMatchObject({
      message: expect.stringContaining('withOpen'),
      extensions: { code: 'CURSOR_EXPIRED', argument: 'after' },
    });
    const { startOver } = (refused as { extensions: { startOver: string } }).extensions;
    const stream = await log.feed.subscribe(filter, { after: startOver });
    await log.writer.append(log.caseId, 'department:next');
    expect(await unitsOf(stream, 1)).toEqual(['department:next']);
    expect(young.unitId).toBe('department:young');
  });

  it('does not take with it what is younger', async () => {
    await using log = await openLog();
    const [, young] = await log.oldAndYoung();
    await log.writer.append(log.caseId, 'department:next');
    const resumed = await log.feed.subscribe(filter, { after: cursorOf(young) });
    expect(await unitsOf(resumed, 1)).toEqual(['department:next']);
  });

  it('stays in the history of its case', async () => {
    await using log = await openLog();
    await log.oldAndYoung();
    const events = await findEventsOfCases(log.orm.em.fork(), [log.caseId]);
    expect(events.map(({ unitId, xid }) => [unitId, xid === null])).toEqual([
      ['department:old', true],
      ['department:young', false],
    ]);
  });

  it('is still told with what is open, under a cursor that cannot be resumed from', async () => {
    await using log = await openLog();
    await log.writer.issue(log.caseId, 'department:waiting');
    await log.passDays(1);
    await log.passDays(KEPT_DAYS + 1);
    await log.writer.issue(log.caseId, 'department:young');
    await logIsReadable({ databaseUrl: log.url });
    const stream = await log.feed.subscribe(filter, { withOpen: true });
    const [old, young] = await take(stream, 2);
    expect([old!.unitId, young!.unitId]).toEqual(['department:waiting', 'department:young']);
    const refused = await refusalOf(log.feed.subscribe(filter, { after: cursorOf(old!) }));
    expect(refused).toMatchObject({ extensions: { code: 'CURSOR_EXPIRED' } });
  });

  it('ends a reader that it overtakes, rather than leaving a gap', async () => {
    await using log = await openLog();
    const first = await log.feed.subscribe(filter);
    await log.writer.append(log.caseId);
    const [start] = await take(first, 1);
    await first.return();
    for (let count = 0; count < 150; count += 1) await log.writer.append(log.caseId);
    await logIsReadable({ databaseUrl: log.url });
    const slow = await log.feed.subscribe(filter, { after: cursorOf(start!) });
    await take(slow, 1);
    await log.passDays(1);
    await log.passDays(KEPT_DAYS + 1);
    await expect(take(slow, 149)).rejects.toMatchObject({ extensions: { code: 'CURSOR_EXPIRED' } });
  });

  it('is taken out in batches, all of them, and none by a clock that says less', async () => {
    await using log = await openLog();
    await log.orm.em.fork().execute(
      `insert into case_event (case_id, act, at)
       select ?, 'CASE_ACCEPTED', now() from generate_series(1, 2500)`,
      [log.caseId],
    );
    await log.passDays(1);
    await log.passDays(KEPT_DAYS - 1);
    expect(await log.delivered()).toBe(2500);
    await log.passDays(2);
    expect(await log.delivered()).toBe(0);
  });
});

interface Log extends TrialCasework {
  feed: EventFeed;
  writer: EventWriter;
  caseId: string;
  /** Lets time pass, then sweeps. */
  passDays(days: number): Promise<void>;
  /** Of which the first is beyond the retention now. */
  oldAndYoung(): Promise<[LoggedEvent, LoggedEvent]>;
  /** How many events can be delivered. */
  delivered(): Promise<number>;
}

async function openLog(): Promise<Log> {
  await using resources = new AsyncDisposableStack();
  const casework = resources.use(await openTrialCasework());
  const { orm, url } = casework;
  let now = new Date('2026-03-02T00:00:00Z');
  const retention: EventRetention = resources.use(
    createEventRetention({ orm, clock: { now: () => now }, days: KEPT_DAYS, log: silent }),
  );
  // The mark of the start must lie before all events, also where the start takes its time.
  await retention.sweep();
  const feed = resources.use(createEventFeed({ orm, databaseUrl: url, log: silent }));
  const writer = resources.use(await openWriter(url));
  const caseId = await casework.addCase();
  const passDays = async (days: number): Promise<void> => {
    now = new Date(now.getTime() + days * DAY_MS);
    await logIsReadable({ databaseUrl: url });
    await retention.sweep();
  };
  const held = resources.move();
  return {
    ...casework,
    feed,
    writer,
    caseId,
    passDays,
    oldAndYoung: async () => {
      const stream = await feed.subscribe(filter);
      await writer.append(caseId, 'department:old');
      await passDays(1);
      await writer.append(caseId, 'department:young');
      const [old, young] = await take(stream, 2);
      await stream.return();
      await passDays(KEPT_DAYS);
      return [old!, young!];
    },
    delivered: async () => {
      const [row] = await orm.em
        .fork()
        .execute<{ count: number }[]>('select count(xid)::int as count from case_event');
      return row!.count;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function take(stream: EventStream, count: number): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  while (events.length < count) events.push((await stream.next()).value!);
  return events;
}

async function unitsOf(stream: EventStream, count: number): Promise<unknown[]> {
  return (await take(stream, count)).map(({ unitId }) => unitId);
}

function cursorOf(event: LoggedEvent): string {
  return toCursor(subscription, event);
}

async function refusalOf(asked: Promise<EventStream>): Promise<unknown> {
  return asked.then(
    () => null,
    (refusal: unknown) => refusal,
  );
}
