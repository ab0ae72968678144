import type { Policy } from '../../kit/profile/policy.ts';
import { computeTerm, isOverdue } from '../deadlines/deadline.rules.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import type { WorkingCalendar } from '../deadlines/working-calendar.ts';
import { chooseLimit, provinceOf } from './policy.rules.ts';
import type { AnsweredCase } from './policy-timeliness.store.ts';

/** One answered case held against a policy; days are in Asia/Shanghai, dueOn is null without a limit. */
interface JudgedCase {
  registrationNumber: string;
  rule: string | null;
  startsOn: string;
  dueOn: string | null;
  answeredOn: string;
  isOnTime: boolean;
}

/** Whether an answer would have been in time by a policy's ordinary limit; without one it is (R11). */
export function judge(
  policy: Policy,
  calendar: WorkingCalendar,
  province: string,
  answered: AnsweredCase,
): JudgedCase {
  const place = provinceOf(answered.mailboxUnit, province);
  const limit = chooseLimit(policy, { ...answered, kind: 'HANDLING', province: place });
  const term = limit && computeTerm(limit, policy.dueSoon, calendar, answered.acceptedAt);
  return {
    registrationNumber: answered.registrationNumber,
    rule: limit?.rule ?? null,
    startsOn: shanghaiDay(answered.acceptedAt),
    dueOn: term?.dueOn ?? null,
    answeredOn: shanghaiDay(answered.answeredAt),
    isOnTime: !term || !isOverdue({ dueAt: term.dueAt, metAt: answered.answeredAt }, term.dueAt),
  };
}

/** Evenly spread over the list, so that a sample is the same each time. */
export function sampleOf<Item>(items: readonly Item[], size: number): Item[] {
  const step = items.length / Math.max(1, Math.min(size, items.length));
  return Array.from({ length: Math.min(size, items.length) }, (_none, index) =>
    items.slice(Math.floor(index * step)).at(0),
  ).filter((item) => item !== undefined);
}
