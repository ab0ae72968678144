import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  startCalendarWatch,
  type CalendarWatch,
} from '../../../../subgraphs/casework/deadlines/calendar-watch.ts';
import { createDeadlineCommands } from '../../../../subgraphs/casework/deadlines/deadline.commands.ts';
import {
  DeadlineEntity,
  type DeadlineRow,
} from '../../../../subgraphs/casework/deadlines/deadline.entity.ts';
import { createLiveCalendar } from '../../../../subgraphs/casework/deadlines/live-calendar.ts';
import { readCalendars } from '../../../../subgraphs/casework/deadlines/read-calendars.ts';
import { publishedCalendar } from '../../../../subgraphs/casework/deadlines/working-calendar.ts';
import { CaseEntity } from '../../../../subgraphs/casework/cases/case.entity.ts';
import { CaseEventEntity } from '../../../../subgraphs/casework/events/case-event.entity.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { openTrialCasework, silent, type TrialCasework } from '../events/trial-casework.ts';

const { policies, city } = await loadProfile('subgraphs/profiles/guangan');
const lateNovember = new Date('2026-11-30T02:00:00Z');
const neverAgainMs = 2 ** 31 - 1;

/** As a notice may look; the true one for 2027 is not published. */
const year2027 = `
year: 2027
citation: 国务院办公厅关于2027年部分节假日安排的通知（样例）
holidays:
  - { name: 元旦, english: New Year's Day, from: 2027-01-01, to: 2027-01-03 }
  - { name: 春节, english: Spring Festival, from: 2027-02-05, to: 2027-02-11 }
makeUpDays:
  - { name: 元旦, english: New Year's Day, day: 2026-12-27 }
  - { name: 春节, english: Spring Festival, day: 2027-01-30 }
`;

const yearAfterNext = `
year: 2028
citation: 样例
holidays:
  - { name: 元旦, english: New Year's Day, from: 2028-01-01, to: 2028-01-03 }
makeUpDays: []
`;

interface Folder extends AsyncDisposable {
  path: string;
  write(name: string, text: string): Promise<void>;
}

async function calendarFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'petition-calendar-'));
  return {
    path,
    write: (name, text) => writeFile(join(path, name), text),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

function watch({ orm }: TrialCasework, directory: string | null): Promise<CalendarWatch> {
  return startCalendarWatch({
    orm,
    policies,
    directory,
    calendar: createLiveCalendar(publishedCalendar),
    clock: { now: () => lateNovember },
    log: silent,
    intervalMs: neverAgainMs,
  });
}

async function startHandling(casework: TrialCasework, startedAt: string): Promise<string> {
  const { startDeadline } = createDeadlineCommands({
    policies,
    province: city.province,
    calendar: publishedCalendar,
  });
  const started = await startDeadline(casework.orm.em.fork(), {
    caseId: await casework.addCase(),
    kind: 'HANDLING',
    startedAt: new Date(startedAt),
    unitId: null,
  });
  return started!.id;
}

function find({ orm }: TrialCasework, id: string): Promise<DeadlineRow> {
  return orm.em.fork().findOneOrFail(DeadlineEntity, { id });
}

function countEvents({ orm }: TrialCasework): Promise<number> {
  return orm.em.fork().count(CaseEventEntity, { act: 'DEADLINE_RECOMPUTED' });
}

describe('when the calendar of the next year arrives as a file', () => {
  it('provisional deadlines are counted again, with an event, and the case follows', async () => {
    await using casework = await openTrialCasework();
    await using folder = await calendarFolder();
    // 20 working days from 2026-12-10, without any holiday of 2027.
    const id = await startHandling(casework, '2026-12-10T02:00:00Z');
    expect(await find(casework, id)).toMatchObject({ dueOn: '2027-01-07', isProvisional: true });
    await using calendars = await watch(casework, folder.path);
    expect(await calendars.check()).toBe(0);

    await folder.write('2027.yaml', year2027);
    while ((await countEvents(casework)) < 1) await calendars.check();
    const recomputed = await find(casework, id);
    // One day later for New Year's Day, one earlier for the Sunday worked instead.
    expect(recomputed).toMatchObject({
      dueOn: '2027-01-07',
      isProvisional: false,
      calendarVersion: 'chinese-days@1.5.7+2027',
      calendarThrough: '2027-12-31',
    });
    expect(await countEvents(casework)).toBe(1);
    const its = await casework.orm.em.fork().findOneOrFail(CaseEntity, { id: recomputed.caseId });
    expect(its.dueAt).toEqual(recomputed.dueAt);
  });

  it('each is recomputed exactly once, however many replicas and whatever order', async () => {
    await using casework = await openTrialCasework();
    await using folder = await calendarFolder();
    for (let cases = 0; cases < 5; cases += 1)
      await startHandling(casework, '2026-12-28T02:00:00Z');
    await folder.write('2027.yaml', year2027);
    await using first = await watch(casework, folder.path);
    await using second = await watch(casework, folder.path);
    await using behind = await watch(casework, null);
    const all = [first, second, behind];
    // A check passes over what another one holds.
    while ((await countEvents(casework)) < 5) await Promise.all(all.map((each) => each.check()));
    await Promise.all(all.map((each) => each.check()));
    expect(await countEvents(casework)).toBe(5);
    const rows = await casework.orm.em.fork().find(DeadlineEntity, {});
    expect(rows.map(({ dueOn }) => dueOn)).toEqual(Array<string>(5).fill('2027-01-26'));
  });

  it('a firm deadline in the December before moves where the notice moves it, others stay', async () => {
    await using casework = await openTrialCasework();
    await using folder = await calendarFolder();
    const moved = await startHandling(casework, '2026-12-01T02:00:00Z');
    const stays = await startHandling(casework, '2026-11-02T02:00:00Z');
    expect(await find(casework, moved)).toMatchObject({
      dueOn: '2026-12-29',
      isProvisional: false,
    });
    await folder.write('2027.yaml', year2027);
    await using calendars = await watch(casework, folder.path);
    while ((await countEvents(casework)) < 1) await calendars.check();
    expect(await find(casework, moved)).toMatchObject({ dueOn: '2026-12-28' });
    expect(await find(casework, stays)).toMatchObject({ calendarVersion: 'chinese-days@1.5.7' });
    expect(await countEvents(casework)).toBe(1);
  });

  it('R92: an archived case stays as it was and keeps no other from following', async () => {
    await using casework = await openTrialCasework();
    await using folder = await calendarFolder();
    const archived = await startHandling(casework, '2026-12-28T02:00:00Z');
    const open = await startHandling(casework, '2026-12-28T02:00:00Z');
    const before = await find(casework, archived);
    await casework.orm.em
      .fork()
      .nativeUpdate(CaseEntity, { id: before.caseId }, { state: 'ARCHIVED' });
    await folder.write('2027.yaml', year2027);
    await using calendars = await watch(casework, folder.path);
    while ((await countEvents(casework)) < 1) await calendars.check();
    expect(await find(casework, open)).toMatchObject({ isProvisional: false });
    expect(await find(casework, archived)).toEqual(before);
  });

  it('a file that is wrong is refused with its place, and the old calendar goes on', async () => {
    await using casework = await openTrialCasework();
    await using folder = await calendarFolder();
    await using calendars = await watch(casework, folder.path);
    await folder.write('2027.yaml', year2027.replace('2027-02-11', '2028-02-11'));
    await expect(calendars.check()).rejects.toThrow(
      /2027\.yaml:6: holidays\[1\]\.to: expected a day of 2027 or of the December before, came 2028-02-11/,
    );
    await folder.write('2027.yaml', year2027);
    await calendars.check();
  });
});

describe('a calendar file is refused for', () => {
  it.each([
    ['a missing citation', year2027.replace(/citation.*\n/, ''), 'citation: expected string'],
    ['an unknown key', `${year2027}colour: red\n`, 'colour: expected no keys but the known ones'],
    [
      'a year after one that is missing',
      yearAfterNext,
      'expected the year 2027 before it, came 2028',
    ],
    [
      'a make-up day in the middle of a week',
      year2027.replace('2027-01-30', '2027-01-29'),
      'makeUpDays[1].day: expected a Saturday or Sunday, came 2027-01-29',
    ],
    [
      'a make-up day within a holiday',
      year2027.replace('2027-01-30', '2027-02-06'),
      'makeUpDays[1].day: expected a day that is no holiday, came 2027-02-06',
    ],
  ])('%s', async (_fault, text, sentence) => {
    await using folder = await calendarFolder();
    await folder.write('next.yaml', text);
    await expect(readCalendars(folder.path)).rejects.toThrow(sentence);
  });

  it('a year twice', async () => {
    await using folder = await calendarFolder();
    await folder.write('2027.yaml', year2027);
    await folder.write('again.yaml', year2027);
    await expect(readCalendars(folder.path)).rejects.toThrow(
      'again.yaml: year: expected each year once',
    );
  });
});
