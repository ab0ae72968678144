import { shanghaiDay } from '../deadlines/shanghai-time.ts';

const MINUTE_OF_DAY = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** 2026年3月2日, of an instant in Asia/Shanghai; nothing of nothing. */
export function chineseDate(instant: Date | null | undefined): string {
  return instant ? chineseDay(shanghaiDay(instant)) : '';
}

/** 2026年3月2日 09:00 */
export function chineseTime(instant: Date | null | undefined): string {
  return instant ? `${chineseDate(instant)} ${MINUTE_OF_DAY.format(instant)}` : '';
}

/** @param day YYYY-MM-DD */
export function chineseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
