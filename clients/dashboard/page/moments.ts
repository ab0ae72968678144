const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const MOMENT = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** HH:mm in Shanghai. */
export const clockText = (at: number): string => CLOCK.format(at);
/** YYYY-MM-DD HH:mm in Shanghai: what is kept goes back for years. */
export const momentText = (at: string): string => MOMENT.format(Date.parse(at));
/** YYYY-MM-DD in Shanghai. */
export const dayOf = (at: number): string => DAY.format(at);

/** Relative within a day, absolute beyond. */
export function sinceText(at: string, now: number): string {
  const ms = now - Date.parse(at);
  if (ms < MINUTE_MS) return '刚刚';
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} 分钟前`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} 小时前`;
  return dayOf(Date.parse(at));
}

/** From this many days on nobody counts hours. */
const LONG_DAYS = 7;

/** 9天, 2天3小时, 5小时20分 or 12分: as exact as it matters. */
export function spanText(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  if (days >= LONG_DAYS) return `${days}天`;
  if (days > 0) return `${days}天${hours}小时`;
  if (hours > 0) return `${hours}小时${minutes}分`;
  return `${Math.max(1, minutes)}分`;
}
