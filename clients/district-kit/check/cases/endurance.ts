import { valueAt } from '../trial.ts';
import { must, type ConformanceCase } from '../case.ts';
import { citizen, ENTITIES, nobody, representations, submit } from '../people.ts';
import { registrationOf } from './registration.ts';

const LOAD_REQUESTS = 300;
const LOAD_PARALLEL = 20;
const BIG_BODY_CHARS = 12_000_000;
const base = { level: 'L4', strength: 'MUST', section: 'endurance' } as const;

export const enduranceCases: readonly ConformanceCase[] = [
  {
    ...base,
    id: 'L4-GARBAGE',
    needs: [],
    title: '乱七八糟的请求不伤及别人',
    expected: '非 JSON、空体、12 MB 的请求体被拒绝（4xx），此后照常服务。',
    fix: '限制请求体大小；解析错误回 400；不要让异常终止进程。',
    run: async (trial) => {
      const headers = { 'content-type': 'application/json' };
      const { query } = { query: `{ __typename # ${'x'.repeat(BIG_BODY_CHARS)} }` };
      for (const body of ['{', '', '[1,2]', '{"query":7}', JSON.stringify({ query })]) {
        // To close the connection on a body that is too big is an answer too.
        const answer = await trial
          .send({ method: 'POST', headers, body })
          .catch((error: unknown) =>
            body.length > 1_000_000 ? null : Promise.reject(error as Error),
          );
        must(
          !answer || (answer.status >= 400 && answer.status < 500),
          `HTTP ${String(answer?.status)}`,
        );
      }
      const after = await trial.ask(nobody, '{ __typename }');
      must(valueAt(after, '__typename') === 'Query', '此后不再应答');
    },
  },
  {
    ...base,
    id: 'L4-LOAD',
    strength: 'SHOULD',
    needs: ['trust'],
    title: '小负荷下又对又快',
    expected: `${String(LOAD_REQUESTS)} 个实体查询（每个 10 封），${String(LOAD_PARALLEL)} 路并发：全部正确，95% 在 1 秒内。`,
    fix: '一次请求只查一次库（批量）；给编号建索引；不要每个请求都重新读公钥。',
    run: async (trial) => {
      const ids = await Promise.all(Array.from({ length: 10 }, () => submit(trial)));
      const asked = ids.map(({ id }) => id);
      const durations: number[] = [];
      let left = LOAD_REQUESTS;
      const worker = async (): Promise<void> => {
        while (left-- > 0) {
          const answer = await trial.ask(citizen(trial), ENTITIES, representations(asked));
          const got = (valueAt(answer, '_entities') as { id?: string }[] | null)?.map(
            ({ id }) => id,
          );
          must(
            JSON.stringify(got) === JSON.stringify(asked),
            `错误的应答：${answer.text.slice(0, 200)}`,
          );
          durations.push(answer.durationMs);
        }
      };
      await Promise.all(Array.from({ length: LOAD_PARALLEL }, worker));
      const p95 =
        durations.sort((one, other) => one - other)[Math.floor(LOAD_REQUESTS * 0.95)] ?? 0;
      must(p95 < 1_000, `95% 分位为 ${p95.toFixed(0)} 毫秒`);
    },
  },
  {
    ...base,
    id: 'L4-KILL',
    needs: ['trust', 'city', 'restart'],
    title: 'kill -9 不丢已回执的信',
    expected: '市里不在时提交 20 封，得到回执即 kill -9；重启后 20 封都在，都登记，幂等键仍有效。',
    fix: '写盘（fsync 或数据库提交）之后才应答；待登记的信重启后继续发。',
    run: async (trial) => {
      const { city, restart } = trial;
      city.setAway(true);
      const keys = Array.from({ length: 20 }, (_, index) => `kill-${trial.run}-${String(index)}`);
      const receipts = await Promise.all(keys.map((key) => submit(trial, { key })));
      try {
        await restart?.();
      } finally {
        city.setAway(false);
      }
      const ids = receipts.map(({ id }) => id);
      const answer = await trial.ask(citizen(trial), ENTITIES, representations(ids));
      const found = (valueAt(answer, '_entities') as ({ id: string } | null)[] | null) ?? [];
      const lost = ids.filter((id, index) => found[index]?.id !== id);
      must(lost.length === 0, `丢了 ${String(lost.length)} 封`);
      for (const id of ids) await registrationOf(trial, id);
      const again = await submit(trial, { key: keys[0] ?? '' });
      must(again.id === ids[0], '重启后同一幂等键得到另一封信');
    },
  },
];
