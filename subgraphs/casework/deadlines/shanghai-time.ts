/** The city's clock: +08:00 all year round, without daylight saving since 1991. */
const OFFSET_MS = 8 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The day in Asia/Shanghai on which an instant falls, YYYY-MM-DD, whatever zone the process runs in. */
export function shanghaiDay(instant: Date): string {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

export function startOfShanghaiDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MS);
}

/** The first instant after the day. */
export function endOfShanghaiDay(day: string): Date {
  return startOfShanghaiDay(addDays(day, 1));
}

/** @param count may be negative */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}
