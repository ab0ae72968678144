import { must, type ConformanceCase } from '../case.ts';
import { citizen, codesOf, describeErrors, mustRefuse, nobody, submit } from '../people.ts';
import { type Trial, valueAt } from '../trial.ts';

const OWN = `query ($district: ID!, $first: Int, $after: String) {
  myDistrictPetitions(district: $district, first: $first, after: $after) {
    edges { cursor node { id } } pageInfo { hasNextPage endCursor }
  }
}`;

const base = { level: 'L2', strength: 'MUST', needs: ['trust'], section: 'paging' } as const;

interface OwnPage {
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

async function readPage(
  trial: Trial,
  who: string,
  args: { first: number; after?: string | null },
): Promise<OwnPage> {
  const answer = await trial.ask(citizen(trial, who), OWN, { district: trial.code, ...args });
  const page = valueAt(answer, 'myDistrictPetitions') as OwnPage | null;
  must(page && Array.isArray(page.edges), `没有列表：${describeErrors(answer)}`);
  return page;
}

async function write(trial: Trial, who: string, count: number): Promise<string[]> {
  const ids = [];
  for (let each = 0; each < count; each += 1)
    ids.unshift((await submit(trial, { by: citizen(trial, who) })).id);
  return ids;
}

export const pageCases: readonly ConformanceCase[] = [
  {
    ...base,
    id: 'L2-OWN-ONLY',
    title: '我的信件只有自己的',
    expected: '列表恰为本人的信，最新的在前；未登录为 UNAUTHENTICATED。',
    fix: '按 actor 的 sub 过滤；按提交时间倒序，同一时刻按编号。',
    run: async (trial) => {
      await submit(trial, { by: citizen(trial, 'own-b') });
      const ids = await write(trial, 'own-a', 2);
      const page = await readPage(trial, 'own-a', { first: 20 });
      const got = page.edges.map(({ node }) => node.id);
      must(
        JSON.stringify(got) === JSON.stringify(ids),
        `应为 ${ids.join(' ')}；实为 ${got.join(' ')}`,
      );
      mustRefuse(await trial.ask(nobody, OWN, { district: trial.code }), 'UNAUTHENTICATED');
    },
  },
  {
    ...base,
    id: 'L2-PAGING',
    title: '分页不漏不重',
    expected:
      '以 first: 2 与 after 逐页读完 5 封：次序一致，不漏不重，最后一页 hasNextPage 为 false。',
    fix: '游标记住位置（时间加编号），不要用页码；多读一条以判断 hasNextPage。',
    run: async (trial) => {
      const ids = await write(trial, 'pages', 5);
      const got: string[] = [];
      let after: string | null = null;
      for (let round = 0; round < 5; round += 1) {
        const page: OwnPage = await readPage(trial, 'pages', { first: 2, after });
        must(page.edges.length <= 2, `first: 2 却返回 ${String(page.edges.length)} 封`);
        got.push(...page.edges.map(({ node }) => node.id));
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
      }
      must(
        JSON.stringify(got) === JSON.stringify(ids),
        `应为 ${ids.join(' ')}；实为 ${got.join(' ')}`,
      );
    },
  },
  {
    ...base,
    id: 'L2-PAGING-STEADY',
    title: '翻页时来了新信也不重复',
    expected: '读完第一页后提交一封新信，第二页不重复第一页的信。',
    fix: '游标要记住位置，不是偏移量。',
    run: async (trial) => {
      await write(trial, 'steady', 3);
      const first = await readPage(trial, 'steady', { first: 2 });
      await write(trial, 'steady', 1);
      const after = first.pageInfo.endCursor;
      const second = await readPage(trial, 'steady', { first: 2, after });
      const seen = new Set(first.edges.map(({ node }) => node.id));
      const repeated = second.edges.filter(({ node }) => seen.has(node.id));
      must(repeated.length === 0, `第二页重复了 ${repeated.map(({ node }) => node.id).join(' ')}`);
    },
  },
  {
    ...base,
    id: 'L2-PAGING-INPUT',
    strength: 'SHOULD',
    title: '错误的分页参数被指出',
    expected: 'first: 0 与 first: 100000 为 BAD_USER_INPUT；伪造的 after 为 CURSOR_INVALID。',
    fix: '限定 1 ≤ first ≤ 100；不认识的游标报 CURSOR_INVALID，不要当作第一页。',
    run: async (trial) => {
      for (const [args, code] of [
        [{ first: 0 }, 'BAD_USER_INPUT'],
        [{ first: 100_000 }, 'BAD_USER_INPUT'],
        [{ first: 2, after: 'bm9uZQ' }, 'CURSOR_INVALID'],
      ] as const) {
        const answer = await trial.ask(citizen(trial), OWN, { district: trial.code, ...args });
        must(codesOf(answer).includes(code), `${JSON.stringify(args)}：${describeErrors(answer)}`);
      }
    },
  },
];
