import { describe, expect, it } from '@jest/globals';
import { AlertEntity } from '../../../../subgraphs/casework/alerts/alert.entity.ts';
import { levelsFrom } from '../../../../subgraphs/casework/alerts/alert.rules.ts';
import {
  createOverdueClock,
  type OverdueClock,
} from '../../../../subgraphs/casework/alerts/overdue-clock.ts';
import { createDeadlineCommands } from '../../../../subgraphs/casework/deadlines/deadline.commands.ts';
import {
  DeadlineEntity,
  type DeadlineRow,
} from '../../../../subgraphs/casework/deadlines/deadline.entity.ts';
import { publishedCalendar } from '../../../../subgraphs/casework/deadlines/working-calendar.ts';
import { CaseEventEntity } from '../../../../subgraphs/casework/events/case-event.entity.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { openTrialCasework, silent, type TrialCasework } from '../events/trial-casework.ts';

const { policies, city } = await loadProfile('subgraphs/profiles/guangan');
const { startDeadline, meetDeadlines } = createDeadlineCommands({
  policies,
  province: city.province,
  calendar: publishedCalendar,
});
const registeredAt = new Date('2026-03-02T02:00:00Z');
const neverAgainMs = 2 ** 31 - 1;

describe('the overdue clock', () => {
  it('raises DUE_SOON at the start of the working day before, and OVERDUE at the end of the last', async () => {
    await using casework = await openTrialCasework();
    const { dueAt, dueSoonAt } = await startHandling(casework);
    expect(await sweepAt(casework, new Date(dueSoonAt.getTime() - 1))).toBe(0);
    expect(await sweepAt(casework, dueSoonAt)).toBe(1);
    expect(await sweepAt(casework, new Date(dueAt.getTime() - 1))).toBe(0);
    expect(await sweepAt(casework, dueAt)).toBe(1);
    expect(await sweepAt(casework, new Date(dueAt.getTime() + 1))).toBe(0);
    expect(await levels(casework)).toEqual(['DUE_SOON', 'OVERDUE']);
  });

  it('R58 warns anew of a deadline that was put off after its warning', async () => {
    await using casework = await openTrialCasework();
    const { id, dueSoonAt } = await startHandling(casework);
    expect(await sweepAt(casework, dueSoonAt)).toBe(1);
    const later = { dueOn: '2026-04-13', dueAt: new Date('2026-04-13T16:00:00Z') };
    const dueSoonAgain = new Date('2026-04-09T16:00:00Z');
    const em = casework.orm.em.fork();
    await em.nativeUpdate(DeadlineEntity, { id }, { ...later, dueSoonAt: dueSoonAgain });
    expect(await sweepAt(casework, dueSoonAt)).toBe(0);
    expect(await sweepAt(casework, dueSoonAgain)).toBe(1);
    expect(await sweepAt(casework, dueSoonAgain)).toBe(0);
    expect(await sweepAt(casework, later.dueAt)).toBe(1);
    expect(await levels(casework)).toEqual(['DUE_SOON', 'DUE_SOON', 'OVERDUE']);
  });

  it('after a downtime raises what is overdue once, without a late warning', async () => {
    await using casework = await openTrialCasework();
    await startHandling(casework);
    expect(await sweepAt(casework, new Date('2026-12-01T00:00:00Z'))).toBe(1);
    expect(await levels(casework)).toEqual(['OVERDUE']);
  });

  it('lets a deadline be that was met', async () => {
    await using casework = await openTrialCasework();
    const { caseId, dueAt } = await startHandling(casework);
    const met = { caseId, kinds: ['HANDLING'], metAt: registeredAt } as const;
    await meetDeadlines(casework.orm.em.fork(), met);
    expect(await sweepAt(casework, dueAt)).toBe(0);
  });

  it('writes one event with each alert', async () => {
    await using casework = await openTrialCasework();
    const { caseId, dueAt } = await startHandling(casework);
    await sweepAt(casework, dueAt);
    const em = casework.orm.em.fork();
    const [alert] = await em.find(AlertEntity, { caseId });
    expect(await em.find(CaseEventEntity, { caseId })).toMatchObject([
      { act: 'OVERDUE_ALERTED', alertId: alert!.id, unitId: 'district:511602', at: dueAt },
    ]);
  });

  it('raises each alert once with several replicas at work, in more than one batch', async () => {
    await using casework = await openTrialCasework();
    const now = new Date('2026-12-01T00:00:00Z');
    for (let cases = 0; cases < 7; cases += 1)
      await copyDeadline(casework, (await startHandling(casework)).id, 199);
    await using first = openClock(casework, now);
    await using second = openClock(casework, now);
    while ((await countAlerts(casework)) < 1_400)
      await Promise.all([first.sweep(), second.sweep()]);
    await Promise.all([first.sweep(), second.sweep()]);
    expect(await countAlerts(casework)).toBe(1_400);
    expect(await casework.orm.em.fork().count(CaseEventEntity)).toBe(1_400);
  });

  it('skips a case somebody works on, and raises it later', async () => {
    await using casework = await openTrialCasework();
    const { caseId, dueAt } = await startHandling(casework);
    await casework.orm.em.fork().transactional(async (em) => {
      await em.execute('select 1 from "case" where id = ? for update', [caseId]);
      expect(await sweepAt(casework, dueAt)).toBe(0);
    });
    expect(await sweepAt(casework, dueAt)).toBe(1);
  });
});

describe('levels of alerts', () => {
  it('go from mild to severe', () => {
    expect(levelsFrom('DUE_SOON')).toHaveLength(5);
    expect(levelsFrom('OVERDUE')).toEqual(['OVERDUE', 'URGED_ONCE', 'URGED_TWICE', 'CIRCULATED']);
  });
});

async function startHandling(casework: TrialCasework): Promise<DeadlineRow> {
  const deadline = await startDeadline(casework.orm.em.fork(), {
    caseId: await casework.addCase(),
    kind: 'HANDLING',
    startedAt: registeredAt,
    unitId: 'district:511602',
  });
  return deadline!;
}

async function copyDeadline(casework: TrialCasework, id: string, count: number): Promise<void> {
  await casework.orm.em.fork().execute(
    `insert into deadline
     select (jsonb_populate_record(d, jsonb_build_object('id', d.id || '-' || n))).*
     from deadline d, generate_series(1, ?) n where d.id = ?`,
    [count, id],
  );
}

function openClock({ orm }: TrialCasework, now: Date): OverdueClock {
  const clock = { now: () => now };
  return createOverdueClock({ orm, clock, log: silent, intervalMs: neverAgainMs });
}

/** How many alerts are raised at an instant, by the sweep at the start or the one asked for. */
async function sweepAt(casework: TrialCasework, now: Date): Promise<number> {
  const before = await countAlerts(casework);
  {
    await using clock = openClock(casework, now);
    await clock.sweep();
  }
  return (await countAlerts(casework)) - before;
}

function countAlerts({ orm }: TrialCasework): Promise<number> {
  return orm.em.fork().count(AlertEntity);
}

async function levels({ orm }: TrialCasework): Promise<string[]> {
  const alerts = await orm.em.fork().find(AlertEntity, {}, { orderBy: { raisedAt: 'asc' } });
  return alerts.map(({ level }) => level);
}
