import {
  countOf,
  termOf,
  type GrantedDays,
} from '../../../../../subgraphs/casework/deadlines/deadline.rules.ts';
import {
  explain,
  type CountStep,
} from '../../../../../subgraphs/casework/deadlines/explanation.rules.ts';
import { addDays } from '../../../../../subgraphs/casework/deadlines/shanghai-time.ts';
import { publishedCalendar } from '../../../../../subgraphs/casework/deadlines/working-calendar.ts';
import { isWeekend } from './second-calendar.ts';
import { countOnPaper, type PaperAnswer, type PaperDeadline, type Unit } from './second-count.ts';

/** Compares both implementations over random deadlines. @returns the first difference, or null */
export function compareDeadlines(
  cases: number,
  seed: number,
  onProgress: (done: number) => void = () => undefined,
): string | null {
  const random = createRandom(seed);
  for (let index = 0; index < cases; index += 1) {
    const deadline = randomDeadline(random);
    const paper = JSON.stringify(countOnPaper(deadline));
    const ours = JSON.stringify(answerOf(deadline));
    if (ours !== paper)
      return `${JSON.stringify(deadline)}\n  ours  ${ours}\n  paper ${paper} (case ${String(index)}, seed ${String(seed)})`;
    if (index % 1_000 === 999) onProgress(index + 1);
  }
  return null;
}

/** Both the term and what the explanation says of it. */
function answerOf(deadline: PaperDeadline): PaperAnswer {
  const { startsOn, amount, unit, hearings } = deadline;
  const extensions = extensionsOf(deadline);
  const counted = { startsOn, amount, dayUnit: unit };
  const dueSoon = { amount: 1, dayUnit: 'WORKING_DAY', citation: '' } as const;
  const count = countOf(counted, extensions, hearings);
  const { dueOn, isProvisional } = termOf(count, dueSoon, publishedCalendar);
  const steps = explain(
    {
      ...counted,
      dueOn,
      source: '',
      rule: 'R57',
      citation: '',
      startEvent: 'CASE_ACCEPTED',
      calendarVersion: publishedCalendar.version,
    },
    extensions.map((each) => ({ ...each, rule: 'R58', citation: '' })),
    hearings.map((each) => ({ ...each, rule: 'art. 36' })),
    publishedCalendar,
  );
  const days = (kind: CountStep['kind']): string[] =>
    steps.filter((step) => step.kind === kind).flatMap(daysOf);
  return {
    dueOn: steps.at(-1)?.to === dueOn ? dueOn : 'the explanation ends elsewhere',
    isProvisional,
    restWeekdays: days('HOLIDAY_SKIPPED').filter((day) => !isWeekend(day)),
    workedWeekendDays: days('MAKE_UP_DAY_COUNTED'),
    hearingDays: days('PAUSED'),
  };
}

function extensionsOf({ extendedTo, extendedBy, unit }: PaperDeadline): GrantedDays[] {
  return [
    ...(extendedTo === null ? [] : [{ mode: 'TO' as const, amount: extendedTo, dayUnit: unit }]),
    ...(extendedBy
      ? [{ mode: 'BY' as const, amount: extendedBy.days, dayUnit: extendedBy.unit }]
      : []),
  ];
}

function daysOf({ from, to }: CountStep): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

type Random = (below: number) => number;

/** Any day from the first of 2004 to the end of 2026, all limits there are and some there are not. */
function randomDeadline(random: Random): PaperDeadline {
  const startsOn = addDays('2004-01-01', random(365 * 23));
  const unit: Unit = random(3) === 0 ? 'CALENDAR_DAY' : 'WORKING_DAY';
  const amount = random(61);
  return {
    startsOn,
    amount,
    unit,
    extendedTo: random(4) === 0 ? amount + 1 + random(40) : null,
    extendedBy:
      random(4) === 0
        ? { days: 1 + random(30), unit: random(4) === 0 ? 'WORKING_DAY' : 'CALENDAR_DAY' }
        : null,
    hearings: random(5) === 0 ? randomHearings(random, startsOn) : [],
  };
}

function randomHearings(random: Random, startsOn: string): PaperDeadline['hearings'] {
  const first = addDays(startsOn, 1 + random(30));
  const last = addDays(first, random(4));
  if (random(2) === 0) return [{ from: first, to: last }];
  const second = addDays(last, 2 + random(20));
  return [
    { from: first, to: last },
    { from: second, to: addDays(second, random(3)) },
  ];
}

/** Mulberry32: the same seed gives the same cases everywhere. */
function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
