import { must, type ConformanceCase } from '../case.ts';

const WITHIN_MS = 15_000;
const base = {
  level: 'L3',
  strength: 'SHOULD',
  needs: ['trust', 'city'],
  section: 'assignments',
} as const;

export const assignmentCases: readonly ConformanceCase[] = [
  {
    ...base,
    id: 'L3-PICK-UP',
    title: '领取交给本区的件',
    expected: '订阅网关的 assignmentIssued（text/event-stream），units 为本区。',
    fix: '按 CITY_URL 打开事件流；断开后以退避重连。',
    run: async ({ city, unit, within }) => {
      const asked = await within(WITHIN_MS, '没有订阅', () => city.assignments.requests.at(-1));
      must(
        JSON.stringify(asked.units) === JSON.stringify([unit]),
        `units ${JSON.stringify(asked.units)}`,
      );
    },
  },
  {
    ...base,
    id: 'L3-PICK-UP-RESUMES',
    title: '断线后从游标继续',
    expected: '断线期间又下发两件；重连时 after（或 Last-Event-ID）为最后收到的游标，两件都补到。',
    fix: '每件连同游标一起保存；重连时带上最后的游标，而不是从头或从现在开始。',
    run: async ({ city: { assignments }, within }) => {
      await within(WITHIN_MS, '没有订阅', () => assignments.requests.length > 0);
      const last = assignments.issue();
      await within(WITHIN_MS, '没有连接在听', () => assignments.told.includes(last));
      const before = assignments.requests.length;
      assignments.setClosed(true);
      const missed = [assignments.issue(), assignments.issue()];
      assignments.setClosed(false);
      const again = await within(WITHIN_MS, '没有重连', () => assignments.requests[before]);
      must(again.after === last, `after 为 ${JSON.stringify(again.after)}，应为 ${last}`);
      await within(WITHIN_MS, '没有补到断线期间的件', () =>
        missed.every((cursor) => assignments.told.includes(cursor)),
      );
    },
  },
  {
    ...base,
    id: 'L3-PICK-UP-DURABLE',
    needs: ['trust', 'city', 'restart'],
    title: '重启后从游标继续',
    expected: 'kill -9 并重启后，订阅的 after 为最后保存的游标。',
    fix: '游标写盘后再处理下一件。',
    run: async ({ city: { assignments }, restart, within }) => {
      await within(WITHIN_MS, '没有订阅', () => assignments.requests.length > 0);
      const first = assignments.issue();
      await within(WITHIN_MS, '没有连接在听', () => assignments.told.includes(first));
      assignments.setClosed(true);
      assignments.setClosed(false);
      const before = assignments.requests.length;
      // By coming back with it the system shows that it has kept it.
      await within(WITHIN_MS, '没有重连', () =>
        assignments.requests.slice(before).some(({ after }) => after === first),
      );
      const known = assignments.requests.length;
      await restart?.();
      const again = await within(WITHIN_MS, '没有在重启后订阅', () => assignments.requests[known]);
      must(again.after === first, `after 为 ${JSON.stringify(again.after)}，应为 ${first}`);
    },
  },
];
