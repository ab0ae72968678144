import type { DayUnit, StartEvent } from '../../kit/profile/policy.ts';
import {
  countOut,
  type CountPhase,
  type CountedOut,
  type DaySpan,
  type WalkedDay,
} from './day-count.rules.ts';
import { countOf, type GrantedDays } from './deadline.rules.ts';
import { addDays } from './shanghai-time.ts';
import type { HolidayName, WorkingCalendar } from './working-calendar.ts';

/** A deadline as it is stored, and where its rule is from. */
export interface DeadlineFacts {
  /** Of the policy, such as 《信访工作条例》. */
  source: string;
  rule: string;
  citation: string;
  amount: number;
  dayUnit: DayUnit;
  startEvent: StartEvent;
  startsOn: string;
  dueOn: string;
  calendarVersion: string;
}

/** What is stored of an extension, as far as explaining goes. */
export interface GrantedExtension extends GrantedDays {
  rule: string;
  citation: string;
  approvedBy?: string | null | undefined;
}

/** Days that were taken out, with the rule that allows it. */
export interface GrantedPause extends DaySpan {
  rule: string;
}

interface Rule {
  rule: string;
  citation: string;
}

/** One step of the count; from and to are days, both included. */
export type CountStep = DaySpan & { days: number } & (
    | (Rule & { kind: 'RULE'; source: string; dayUnit: DayUnit })
    | { kind: 'START'; event: StartEvent }
    | (Rule & { kind: 'EXTENDED_TO' | 'EXTENDED_BY'; dayUnit: DayUnit; isApproved: boolean })
    | { kind: 'COUNTED'; dayUnit: DayUnit }
    | { kind: 'WEEKENDS_SKIPPED' }
    | { kind: 'HOLIDAY_SKIPPED' | 'MAKE_UP_DAY_COUNTED'; name: HolidayName }
    | { kind: 'PAUSED'; rule: string }
    | { kind: 'ROLLED_FORWARD'; names: HolidayName[]; overWeekend: boolean }
    | { kind: 'PROVISIONAL'; lastDay: string }
    | { kind: 'OTHER_CALENDAR'; version: string }
    | { kind: 'DUE' }
  );

/** How a deadline came about, step by step, counted out anew from what is stored of it. */
export function explain(
  facts: DeadlineFacts,
  extensions: readonly GrantedExtension[],
  pauses: readonly GrantedPause[],
  calendar: WorkingCalendar,
): CountStep[] {
  const count = countOf(facts, extensions, pauses);
  const counted = countOut(count, calendar);
  const { startsOn, dayUnit } = facts;
  const extended = (mode: 'TO' | 'BY'): CountStep[] =>
    extensions.filter((each) => each.mode === mode).map((each) => toExtended(each, counted));
  const phase = (name: CountPhase, unit: DayUnit): CountStep[] =>
    stepsOfPhase(
      counted.walked.filter((each) => each.phase === name),
      unit,
      pauses,
    );
  const raw = counted.walked.findLast((each) => each.phase === 'LIMIT')?.day ?? startsOn;
  const rawAdded = counted.walked.findLast((each) => each.phase === 'ADDED')?.day;
  return [
    toRule(facts),
    { kind: 'START', from: startsOn, to: startsOn, days: 0, event: facts.startEvent },
    ...extended('TO'),
    ...phase('LIMIT', dayUnit),
    ...toRolled(raw, counted.limitEndsOn, calendar),
    ...phase('LIMIT_ROLLED', 'CALENDAR_DAY').filter(({ kind }) => kind === 'PAUSED'),
    ...extended('BY'),
    ...phase('ADDED', count.added?.dayUnit ?? dayUnit),
    ...(rawAdded === undefined ? [] : toRolled(rawAdded, counted.dueOn, calendar)),
    ...phase('ADDED_ROLLED', 'CALENDAR_DAY').filter(({ kind }) => kind === 'PAUSED'),
    ...toEnd(facts, counted, calendar),
  ];
}

function toRule({ source, rule, citation, startsOn, amount, dayUnit }: DeadlineFacts): CountStep {
  const span = { from: startsOn, to: startsOn, days: amount };
  return { kind: 'RULE', ...span, source, rule, citation, dayUnit };
}

function toExtended(
  { mode, rule, citation, amount, dayUnit, approvedBy }: GrantedExtension,
  { limitEndsOn, dueOn }: CountedOut,
): CountStep {
  const span = { from: limitEndsOn, to: mode === 'TO' ? limitEndsOn : dueOn, days: amount };
  const isApproved = (approvedBy ?? null) !== null;
  return { kind: `EXTENDED_${mode}`, ...span, rule, citation, dayUnit, isApproved };
}

function stepsOfPhase(
  days: readonly WalkedDay[],
  dayUnit: DayUnit,
  pauses: readonly GrantedPause[],
): CountStep[] {
  const bridged = withBridgedWeekends(days);
  const counting = days.filter(({ counts }) => counts);
  const weekends = bridged.filter(
    ({ counts, isPaused, kind }) => !counts && !isPaused && kind.kind === 'WEEKEND',
  );
  const [first, last] = [counting[0], counting.at(-1)];
  const [restFrom, restTo] = [weekends[0], weekends.at(-1)];
  return [
    ...(first && last
      ? [
          {
            kind: 'COUNTED' as const,
            from: first.day,
            to: last.day,
            days: counting.length,
            dayUnit,
          },
        ]
      : []),
    ...(restFrom && restTo
      ? [
          {
            kind: 'WEEKENDS_SKIPPED' as const,
            from: restFrom.day,
            to: restTo.day,
            days: weekends.length,
          },
        ]
      : []),
    ...(dayUnit === 'WORKING_DAY' ? [...holidaysIn(bridged), ...makeUpDaysIn(days)] : []),
    ...pausesIn(days, pauses),
  ];
}

/** The source leaves out some weekend days in the midst of a holiday; to a reader they are part of it. */
function withBridgedWeekends(days: readonly WalkedDay[]): WalkedDay[] {
  return days.map((each, index) => {
    if (each.kind.kind !== 'WEEKEND') return each;
    const before = days.slice(0, index).findLast(({ kind }) => kind.kind !== 'WEEKEND')?.kind;
    const after = days.slice(index).find(({ kind }) => kind.kind !== 'WEEKEND')?.kind;
    const isBridged =
      before?.kind === 'HOLIDAY' && after?.kind === 'HOLIDAY' && before.name.zh === after.name.zh;
    return isBridged ? { ...each, kind: before } : each;
  });
}

function holidaysIn(days: readonly WalkedDay[]): CountStep[] {
  const steps: Extract<CountStep, { kind: 'HOLIDAY_SKIPPED' | 'MAKE_UP_DAY_COUNTED' }>[] = [];
  for (const { day, kind, isPaused } of days) {
    if (kind.kind !== 'HOLIDAY' || isPaused) continue;
    const last = steps.at(-1);
    if (last?.name.zh === kind.name.zh && addDays(last.to, 1) === day) {
      last.to = day;
      last.days += 1;
    } else {
      steps.push({ kind: 'HOLIDAY_SKIPPED', from: day, to: day, days: 1, name: kind.name });
    }
  }
  return steps;
}

function makeUpDaysIn(days: readonly WalkedDay[]): CountStep[] {
  return days.flatMap(({ day, kind, counts }) =>
    kind.kind === 'MAKE_UP_DAY' && counts
      ? [{ kind: 'MAKE_UP_DAY_COUNTED' as const, from: day, to: day, days: 1, name: kind.name }]
      : [],
  );
}

function pausesIn(days: readonly WalkedDay[], pauses: readonly GrantedPause[]): CountStep[] {
  return pauses.flatMap((pause) => {
    const within = days.filter(({ day }) => pause.from <= day && day <= pause.to);
    const [first, last] = [within[0], within.at(-1)];
    if (!first || !last) return [];
    return [
      {
        kind: 'PAUSED' as const,
        from: first.day,
        to: last.day,
        days: within.length,
        rule: pause.rule,
      },
    ];
  });
}

/** From a last day of rest to the working day after it (民法典 203). */
function toRolled(from: string, to: string, calendar: WorkingCalendar): CountStep[] {
  if (from === to) return [];
  const names = new Map<string, HolidayName>();
  let overWeekend = false;
  let days = 0;
  for (let day = from; day < to; day = addDays(day, 1)) {
    const kind = calendar.kindOf(day);
    if (kind.kind === 'HOLIDAY') names.set(kind.name.zh, kind.name);
    if (kind.kind === 'WEEKEND') overWeekend = true;
    days += 1;
  }
  return [{ kind: 'ROLLED_FORWARD', from, to, days, names: [...names.values()], overWeekend }];
}

function toEnd(
  facts: DeadlineFacts,
  { dueOn }: CountedOut,
  calendar: WorkingCalendar,
): CountStep[] {
  const span = { from: facts.dueOn, to: facts.dueOn, days: 0 };
  const { version, lastDay } = calendar;
  return [
    ...(facts.dueOn === dueOn
      ? []
      : [{ kind: 'OTHER_CALENDAR' as const, ...span, version: facts.calendarVersion }]),
    ...(facts.dueOn > lastDay && version === facts.calendarVersion
      ? [{ kind: 'PROVISIONAL' as const, ...span, lastDay }]
      : []),
    { kind: 'DUE' as const, ...span },
  ];
}
