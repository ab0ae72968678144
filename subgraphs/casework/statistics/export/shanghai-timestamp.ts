import { shanghaiDay, startOfShanghaiDay } from '../../deadlines/shanghai-time.ts';

/** 2026-03-02 09:30, in Asia/Shanghai. */
export function shanghaiTimestamp(instant: Date): string {
  const day = shanghaiDay(instant);
  const sinceMidnight = new Date(instant.getTime() - startOfShanghaiDay(day).getTime());
  return `${day} ${sinceMidnight.toISOString().slice(11, 16)}`;
}
