import { describe, expect, it } from '@jest/globals';
import { AssignmentEntity } from '../../../../subgraphs/casework/assignments/assignment.entity.ts';
import { publishedCalendar } from '../../../../subgraphs/casework/deadlines/working-calendar.ts';
import { CaseEventEntity } from '../../../../subgraphs/casework/events/case-event.entity.ts';
import {
  createDayEndClock,
  type DayEndClock,
} from '../../../../subgraphs/casework/unread/day-end-clock.ts';
import { UnreadAlertEntity } from '../../../../subgraphs/casework/unread/unread-alert.entity.ts';
import { openTrialCasework, silent, type TrialCasework } from '../events/trial-casework.ts';

const NEVER_MS = 2 ** 31 - 1;
const HOUSING = 'department:housing';
const YUECHI = 'district:511621';

/** Instants are written as in Shanghai. */
function at(time: string): Date {
  return new Date(`${time.replace(' ', 'T')}:00+08:00`);
}

async function issue(
  casework: TrialCasework,
  unitId: string,
  issued: string,
  change: { receivedAt?: Date; returnedAt?: Date } = {},
): Promise<string> {
  const id = `assignment:${unitId}:${issued}:${Object.keys(change).join()}`;
  await casework.orm.em.fork().insert(AssignmentEntity, {
    id,
    caseId: await casework.addCase(),
    kind: 'REFERRAL',
    unitId,
    state: change.receivedAt ? 'RECEIVED' : 'ISSUED',
    instruction: null,
    asksFeedback: false,
    isLead: false,
    issuedAt: at(issued),
    receivedAt: null,
    completedAt: null,
    feedback: null,
    issuedBy: null,
    returnedAt: null,
    settledAt: null,
    ...change,
  });
  return id;
}

function openClock(
  { orm }: TrialCasework,
  now: string,
  closesAt: string | null = '18:00',
): DayEndClock {
  return createDayEndClock({
    orm,
    clock: { now: () => at(now) },
    calendar: publishedCalendar,
    log: silent,
    closesAt,
    intervalMs: NEVER_MS,
  });
}

async function sweepAt(
  casework: TrialCasework,
  now: string,
  closesAt?: string | null,
): Promise<void> {
  await using clock = openClock(casework, now, closesAt);
  await clock.sweep();
}

/** `unit day: assignments` */
async function raised({ orm }: TrialCasework): Promise<string[]> {
  const alerts = await orm.em
    .fork()
    .find(UnreadAlertEntity, {}, { orderBy: { day: 'asc', unitId: 'asc' } });
  return alerts.map(
    ({ unitId, day, assignmentIds }) => `${unitId} ${day}: ${assignmentIds.length}`,
  );
}

describe('R54 what a unit left unread at the end of the day', () => {
  it('is alerted at the closing hour and not before, once per unit and day', async () => {
    await using casework = await openTrialCasework();
    await issue(casework, HOUSING, '2026-03-03 09:00');
    await issue(casework, HOUSING, '2026-03-03 17:00');
    await issue(casework, YUECHI, '2026-03-03 10:00');
    await sweepAt(casework, '2026-03-03 17:59');
    expect(await raised(casework)).toEqual([]);
    await sweepAt(casework, '2026-03-03 18:00');
    await sweepAt(casework, '2026-03-03 19:00');
    await sweepAt(casework, '2026-03-04 18:00');
    expect(await raised(casework)).toEqual([`${HOUSING} 2026-03-03: 2`, `${YUECHI} 2026-03-03: 1`]);
  });

  it('has one event each, of the unit and of no case', async () => {
    await using casework = await openTrialCasework();
    const first = await issue(casework, HOUSING, '2026-03-03 09:00');
    const second = await issue(casework, HOUSING, '2026-03-03 17:00');
    await sweepAt(casework, '2026-03-03 18:00');
    const em = casework.orm.em.fork();
    const id = `unread:${HOUSING}:2026-03-03`;
    expect(await em.find(CaseEventEntity, {})).toMatchObject([
      { act: 'UNREAD_ALERTED', unitId: HOUSING, caseId: null, unreadAlertId: id },
    ]);
    expect(await em.find(UnreadAlertEntity, {})).toMatchObject([
      { id, assignmentIds: [first, second] },
    ]);
  });

  it('is not what was received or given back in time, but what was received too late', async () => {
    await using casework = await openTrialCasework();
    const issued = '2026-03-03 09:00';
    await issue(casework, HOUSING, issued, { receivedAt: at('2026-03-03 17:59') });
    await issue(casework, HOUSING, issued, { returnedAt: at('2026-03-03 12:00') });
    await sweepAt(casework, '2026-03-03 18:00');
    expect(await raised(casework)).toEqual([]);
    await issue(casework, YUECHI, issued, { receivedAt: at('2026-03-03 18:01') });
    await sweepAt(casework, '2026-03-03 18:05');
    expect(await raised(casework)).toEqual([`${YUECHI} 2026-03-03: 1`]);
  });

  it('counts for Monday where it was given on Friday evening or at the weekend', async () => {
    await using casework = await openTrialCasework();
    await issue(casework, HOUSING, '2026-03-06 18:01');
    await issue(casework, HOUSING, '2026-03-07 10:00');
    await sweepAt(casework, '2026-03-08 18:00');
    expect(await raised(casework)).toEqual([]);
    await sweepAt(casework, '2026-03-09 18:00');
    expect(await raised(casework)).toEqual([`${HOUSING} 2026-03-09: 2`]);
  });

  it('is made up for after a downtime, for each of its days', async () => {
    await using casework = await openTrialCasework();
    await issue(casework, HOUSING, '2026-03-03 09:00');
    await issue(casework, HOUSING, '2026-03-04 09:00');
    await sweepAt(casework, '2026-03-06 09:00');
    expect(await raised(casework)).toEqual([
      `${HOUSING} 2026-03-03: 1`,
      `${HOUSING} 2026-03-04: 1`,
    ]);
  });

  it('is alerted once with several replicas at work', async () => {
    await using casework = await openTrialCasework();
    for (const minute of ['00', '10', '20'])
      await issue(casework, HOUSING, `2026-03-03 09:${minute}`);
    await using first = openClock(casework, '2026-03-03 18:00');
    await using second = openClock(casework, '2026-03-03 18:00');
    await Promise.all([first.sweep(), second.sweep(), first.sweep(), second.sweep()]);
    expect(await raised(casework)).toEqual([`${HOUSING} 2026-03-03: 3`]);
    expect(await casework.orm.em.fork().count(CaseEventEntity)).toBe(1);
  });

  it('is nothing in a city whose profile names no closing hour', async () => {
    await using casework = await openTrialCasework();
    await issue(casework, HOUSING, '2026-03-03 09:00');
    await sweepAt(casework, '2026-03-04 18:00', null);
    expect(await raised(casework)).toEqual([]);
  });
});
