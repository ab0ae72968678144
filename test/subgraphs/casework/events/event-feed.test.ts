import { describe, expect, it } from '@jest/globals';
import {
  fromCursor,
  isBefore,
  toCursor,
  type LoggedEvent,
  type Position,
} from '../../../../subgraphs/casework/events/event-position.ts';
import type { EventStream } from '../../../../subgraphs/casework/events/event-reader.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { logIsReadable } from '../support/readable-log.ts';
import { openWriter } from './event-writer.ts';
import { all, openTrial, subscription, take, takeUnits, type Trial } from './feed-trial.ts';

describe('a stream of events', () => {
  it('delivers what is appended from now on, and nothing older', async () => {
    await using trial = await openTrial();
    const earlier = await trial.feed.subscribe(all);
    await trial.append('department:old');
    await take(earlier, 1);
    await logIsReadable({ databaseUrl: trial.url });
    const stream = await trial.feed.subscribe(all);
    await trial.append('department:new');
    expect(await takeUnits(stream, 1)).toEqual(['department:new']);
  });

  it('goes on behind a cursor without gap or repeat', async () => {
    await using trial = await openTrial();
    const start = await trial.feed.subscribe(all);
    for (const unit of ['a', 'b', 'c', 'd']) await trial.append(`department:${unit}`);
    const [, second] = await take(start, 4);
    const resumed = await trial.feed.subscribe(all, { after: toCursor(subscription, second!) });
    await trial.append('department:e');
    expect(await takeUnits(resumed, 3)).toEqual(['department:c', 'department:d', 'department:e']);
  });

  it('holds only what its filter wants, caught up or not', async () => {
    await using trial = await openTrial();
    const wide = await trial.feed.subscribe(all);
    await trial.append('department:water');
    const [first] = await take(wide, 1);
    await trial.append('department:housing');
    await trial.append('department:water');
    const filter = { ...all, units: ['department:housing'] };
    const narrow = await trial.feed.subscribe(filter, { after: toCursor(subscription, first!) });
    expect(await takeUnits(narrow, 1)).toEqual(['department:housing']);
    const next = narrow.next();
    await trial.append('department:water');
    await trial.append('department:housing');
    expect((await next).value!.unitId).toBe('department:housing');
  });

  it('delivers events of transactions that commit in another order than they wrote', async () => {
    await using trial = await openTrial();
    await using early = await openWriter(trial.url);
    await using late = await openWriter(trial.url);
    const before = await trial.feed.subscribe(all);
    const waiting = before.next();
    await early.begin();
    await early.append(trial.caseId, 'department:early');
    await late.begin();
    await late.append(trial.caseId, 'department:late');
    await late.commit();
    const between = await trial.feed.subscribe(all);
    await trial.append('department:last');
    await early.commit();
    const first = (await waiting).value!;
    expect([first.unitId, ...(await takeUnits(before, 2))]).toEqual([
      'department:early',
      'department:late',
      'department:last',
    ]);
    // What was committed before, but could not be read yet, still comes: rather that than a gap.
    expect(await takeUnits(between, 3)).toEqual([
      'department:early',
      'department:late',
      'department:last',
    ]);
    const resumed = await trial.feed.subscribe(all, { after: toCursor(subscription, first) });
    expect(await takeUnits(resumed, 2)).toEqual(['department:late', 'department:last']);
  });

  it('waits for no transaction of another database', async () => {
    await using trial = await openTrial();
    await using elsewhere = await createTestDatabase();
    await using stranger = await openWriter(elsewhere.url);
    await stranger.begin();
    await stranger.write();
    const stream = await trial.feed.subscribe(all);
    await trial.append('department:housing');
    expect(await takeUnits(stream, 1)).toEqual(['department:housing']);
    await trial.append('department:water');
    const later = await trial.feed.subscribe(all, { after: await cursorBehindAll(trial) });
    await trial.append('department:transport');
    expect(await takeUnits(later, 1)).toEqual(['department:transport']);
    await stranger.commit();
  });

  it('never goes back to a place before its cursor, whatever is still open', async () => {
    await using trial = await openTrial();
    await using older = await openWriter(trial.url);
    await older.begin();
    await older.write();
    await trial.append('department:told');
    const stream = await trial.feed.subscribe(all, { after: await lastCursor(trial) });
    const next = stream.next();
    await trial.append('department:next');
    await older.commit();
    expect((await next).value!.unitId).toBe('department:next');
  });

  it('is the same for all under concurrent writers, from any cursor', async () => {
    await using trial = await openTrial();
    const first = await trial.feed.subscribe(all);
    const received = take(first, 320);
    await Promise.all(Array.from({ length: 8 }, () => writeTransactions(trial, 20)));
    const events = await received;
    const expected = events.map(({ seq }) => seq);
    expect(new Set(expected).size).toBe(320);
    for (const at of [0, 1, 99, 100, 101, 200, 318]) {
      const resumed = await trial.feed.subscribe(all, {
        after: toCursor(subscription, events[at]!),
      });
      const rest = await take(resumed, 319 - at);
      expect(rest.map(({ seq }) => seq)).toEqual(expected.slice(at + 1));
    }
  });

  it('says how far it was told, never further than that, under concurrent writers', async () => {
    await using trial = await openTrial();
    const log: (Position | LoggedEvent)[] = [];
    const stream = await trial.feed.subscribe(all, {
      onTold: (cursor) => log.push(fromCursor(cursor, subscription)),
    });
    const reading = (async () => {
      for (let count = 0; count < 160; count += 1) log.push((await stream.next()).value!);
      void stream.next();
    })();
    await Promise.all(Array.from({ length: 8 }, () => writeTransactions(trial, 10)));
    await reading;
    const isEvent = (one: Position): boolean => 'act' in one;
    for (const [at, told] of log.entries()) {
      if (isEvent(told)) continue;
      const events = log.filter(isEvent);
      const before = log.slice(0, at).filter(isEvent);
      expect(events.filter((event) => !isBefore(told, event))).toEqual(before);
    }
    expect(log.some((one) => !isEvent(one))).toBe(true);
  });

  it('leaves out what was rolled back and waits for nothing more', async () => {
    await using trial = await openTrial();
    await using writer = await openWriter(trial.url);
    const stream = await trial.feed.subscribe(all);
    await writer.begin();
    await writer.append(trial.caseId, 'department:undone');
    await trial.append('department:kept');
    await writer.rollback();
    expect(await takeUnits(stream, 1)).toEqual(['department:kept']);
  });

  it('waits for a slow consumer, who misses nothing', async () => {
    await using trial = await openTrial();
    const [slow, quick] = [await trial.feed.subscribe(all), await trial.feed.subscribe(all)];
    const [slowFirst, quickFirst] = [slow.next(), quick.next()];
    const appended = ['first', ...Array.from({ length: 999 }, (_, n) => `n${n}`)];
    for (const unit of appended) await trial.append(`department:${unit}`);
    const expected = appended.map((unit) => `department:${unit}`);
    const unitsOf = async (first: typeof slowFirst, stream: EventStream): Promise<unknown[]> => [
      (await first).value!.unitId,
      ...(await takeUnits(stream, 999)),
    ];
    expect(await unitsOf(quickFirst, quick)).toEqual(expected);
    expect(await unitsOf(slowFirst, slow)).toEqual(expected);
  });

  it('ends at once, with a next() waiting or not', async () => {
    await using trial = await openTrial();
    const stream = await trial.feed.subscribe(all);
    const waiting = stream.next();
    expect(await stream.return()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it('ends when the feed is closed', async () => {
    await using trial = await openTrial();
    const waiting = (await trial.feed.subscribe(all)).next();
    await trial.feed[Symbol.asyncDispose]();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});

describe('a cursor', () => {
  it.each([
    ['is nonsense', 'nonsense'],
    ['is of another subscription', toCursor('OVERDUE_ALERTED', { xid: '1', seq: '1' })],
    ['holds no numbers', toCursor(subscription, { xid: '-1', seq: '1e3' })],
    ['is too large', toCursor(subscription, { xid: '9', seq: '9'.repeat(20) })],
    ['is ahead of the log', toCursor(subscription, { xid: '9'.repeat(18), seq: '1' })],
  ])('is refused where it %s', async (_why, cursor) => {
    await using trial = await openTrial();
    await expect(trial.feed.subscribe(all, { after: cursor })).rejects.toMatchObject({
      extensions: { code: 'CURSOR_INVALID', argument: 'after' },
    });
  });
});

/** Of two events each; writers that run together interleave. */
async function writeTransactions({ url, caseId }: Trial, count: number): Promise<void> {
  await using writer = await openWriter(url);
  for (let written = 0; written < count; written += 1) {
    await writer.begin();
    await writer.append(caseId);
    await writer.append(caseId);
    await writer.commit();
  }
}

/**
 * A head behind all that was appended, which comes although a stranger's transaction is open; only
 * one that ended just now may hold it up for a moment.
 */
async function cursorBehindAll(trial: Trial): Promise<string> {
  const last = fromCursor(await lastCursor(trial), subscription);
  while (true) {
    const cursor = await trial.feed.headCursor();
    if (isBefore(last, fromCursor(cursor, subscription))) return cursor;
  }
}

async function lastCursor({ orm }: Trial): Promise<string> {
  const [last] = await orm.em
    .fork()
    .execute<Position[]>('select xid::text, seq::text from case_event order by seq desc limit 1');
  return toCursor(subscription, last!);
}
