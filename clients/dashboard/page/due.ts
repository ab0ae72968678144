import { dayOf, spanText } from './moments.ts';

/** How urgent an open limit is; each has a colour, an icon and a word of its own. */
export type Urgency = 'OVERDUE' | 'TODAY' | 'SOON' | 'CALM';

export interface Due {
  urgency: Urgency;
  text: string;
}

interface OpenLimit {
  dueAt: string;
  /** The last day, YYYY-MM-DD. */
  dueOn: string;
  /** Of the day on which it was told, which may be long ago where a board stays open. */
  workingDaysLeft: number | null;
}

/** Working days up to which a limit counts as near. */
const SOON_DAYS = 2;

/** Counts down to the end of the last day; `now` is on the server's clock. */
export function describeDue({ dueAt, dueOn, workingDaysLeft }: OpenLimit, now: number): Due {
  const leftMs = Date.parse(dueAt) - now;
  if (leftMs <= 0) return { urgency: 'OVERDUE', text: `已超期 ${spanText(-leftMs)}` };
  const days = workingDaysLeft ?? 0;
  if (days <= 0 || dayOf(now) >= dueOn)
    return { urgency: 'TODAY', text: `今日到期 剩 ${spanText(leftMs)}` };
  return { urgency: days <= SOON_DAYS ? 'SOON' : 'CALM', text: `剩 ${days} 个工作日` };
}

/** The limit that counts: the soonest that is not met. */
export function nextLimit<Limit extends { dueAt: string; metAt: string | null }>(
  limits: readonly Limit[],
): Limit | null {
  const open = limits.filter(({ metAt }) => metAt === null);
  return open.toSorted((a, b) => a.dueAt.localeCompare(b.dueAt))[0] ?? null;
}
