import { describe, expect, it } from '@jest/globals';
import type {
  EventFilter,
  LoggedEvent,
} from '../../../../subgraphs/casework/events/event-position.ts';
import { createEventReader } from '../../../../subgraphs/casework/events/event-reader.ts';
import type { EventTail } from '../../../../subgraphs/casework/events/event-tail.ts';

const from = { xid: '1', seq: '0' };
const filter: EventFilter = {
  subscription: 'ASSIGNMENT_ISSUED',
  acts: ['ASSIGNMENT_ISSUED'],
  caseId: null,
  units: null,
  districts: null,
  levels: null,
  shownTo: null,
};

describe('a reader that never catches up', () => {
  it('serves every next(), one after another and several at once', async () => {
    let seq = 0;
    const reader = createEventReader({
      from,
      filter,
      tail: tailThatIsAhead(),
      readAfter: async () => {
        const event = eventOf(String((seq += 1)));
        return { events: [event], next: event, isFull: false, isHeldUp: false, isExpired: false };
      },
      onEnd: () => undefined,
    });
    for (let asked = 1; asked <= 50; asked += 1)
      expect((await reader.next()).value!.seq).toBe(String(asked));
    const several = await Promise.all([reader.next(), reader.next(), reader.next()]);
    expect(several.map(({ value }) => value!.seq)).toEqual(['51', '52', '53']);
  });

  it('fails with the error of the log, then is over', async () => {
    const ended: unknown[] = [];
    const reader = createEventReader({
      from,
      filter,
      tail: tailThatIsAhead(),
      readAfter: () => Promise.reject(new Error('the database is away')),
      onEnd: (stream) => ended.push(stream),
    });
    await expect(reader.next()).rejects.toThrow('the database is away');
    expect(await reader.next()).toEqual({ done: true, value: undefined });
    expect(ended).toEqual([reader]);
  });

  it('ends at once while it reads', async () => {
    const never = Promise.withResolvers<never>();
    const reader = createEventReader({
      from,
      filter,
      tail: tailThatIsAhead(),
      readAfter: () => never.promise,
      onEnd: () => undefined,
    });
    const waiting = reader.next();
    await reader.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});

function tailThatIsAhead(): EventTail {
  return {
    join: () => false,
    leave: () => undefined,
    wake: () => undefined,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function eventOf(seq: string): LoggedEvent {
  return {
    seq,
    xid: '1',
    caseId: 'case:one',
    act: 'ASSIGNMENT_ISSUED',
    unitId: null,
    districts: [],
    assignmentId: null,
    alertId: null,
    unreadAlertId: null,
    at: new Date(0),
    level: null,
    keptFrom: null,
  };
}
