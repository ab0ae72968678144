const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

const DAY_FORMAT = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
});
const INSTANT_FORMAT = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const ISO_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE });

/** 2026年3月30日周一 for 2026-03-30, or for an instant the day it is in Beijing. */
export function dayText(dayOrInstant: string): string {
  const instant = dayOrInstant.length === 10 ? `${dayOrInstant}T12:00:00+08:00` : dayOrInstant;
  return DAY_FORMAT.format(new Date(instant));
}

/** 3月30日 09:05 in Beijing. */
export function instantText(instant: string): string {
  return INSTANT_FORMAT.format(new Date(instant));
}

/** Today in Beijing, YYYY-MM-DD. */
export function today(): string {
  return ISO_DAY.format(new Date());
}

/** Days from today to a day; negative where it has passed. */
export function daysUntil(day: string): number {
  return Math.round((Date.parse(day) - Date.parse(today())) / DAY_MS);
}

/** The quarters that are over, the latest first, such as 2026-Q1. */
export function finishedQuarters(count: number): string[] {
  const [year = 0, month = 1] = today().split('-').map(Number);
  const running = year * 4 + Math.floor((month - 1) / 3);
  return Array.from({ length: count }, (_, index) => {
    const quarter = running - 1 - index;
    return `${String(Math.floor(quarter / 4))}-Q${String((quarter % 4) + 1)}`;
  });
}
