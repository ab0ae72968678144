import { valueAt } from '../trial.ts';
import { must, type ConformanceCase } from '../case.ts';
import { citizen, describeErrors, ENTITIES, representations, submit } from '../people.ts';

const base = { level: 'L2', strength: 'MUST', needs: ['trust'], section: 'entities' } as const;

export const entityCases: readonly ConformanceCase[] = [
  {
    ...base,
    id: 'L2-ENTITY-ORDER',
    title: '实体按所问的次序返回',
    expected: '_entities 的结果与 representations 一一对应：同样长度、同样次序，重复的也重复。',
    fix: '批量查库后按 id 重新排成所问的次序；SQL 的 IN 不保证次序，也会去重。',
    run: async (trial) => {
      const ids = [];
      for (const title of ['甲', '乙', '丙']) ids.push((await submit(trial, { title })).id);
      const [one = '', two = '', three = ''] = ids;
      const asked = [three, one, two, one, three];
      const answer = await trial.ask(citizen(trial), ENTITIES, representations(asked));
      const got = (valueAt(answer, '_entities') as { id: string }[] | null)?.map((each) => each.id);
      must(
        JSON.stringify(got) === JSON.stringify(asked),
        `所问 ${asked.join(' ')}；所得 ${JSON.stringify(got)}`,
      );
    },
  },
  {
    ...base,
    id: 'L2-ENTITY-NULL',
    title: '不认识的编号为 null',
    expected: '不存在的编号在其位置上是 null，没有错误，其余照常。',
    fix: '找不到时返回 null，不要抛错；一个错误会使整个列表为空。',
    run: async (trial) => {
      const { id } = await submit(trial);
      const unknown = `${trial.unit}:00000000-0000-7000-8000-000000000000`;
      const asked = representations([unknown, id, `${trial.unit}:bad id`]);
      const answer = await trial.ask(citizen(trial), ENTITIES, asked);
      const [first, second, third] = (valueAt(answer, '_entities') ?? []) as ({
        id: string;
      } | null)[];
      must(answer.errors.length === 0, describeErrors(answer));
      must(
        first === null && second?.id === id && third === null,
        JSON.stringify([first, second?.id, third]),
      );
    },
  },
  {
    ...base,
    id: 'L2-ENTITY-TYPENAME',
    title: '实体带正确的 __typename',
    expected: '__typename 为 DistrictPetition；回执中的 petition 也是。',
    fix: '实现接口 Petition 的类型判定（__resolveType）与联合 _Entity 的判定。',
    run: async (trial) => {
      const { id } = await submit(trial);
      const answer = await trial.ask(citizen(trial), ENTITIES, representations([id]));
      const typename: unknown = valueAt(answer, '_entities', 0, '__typename');
      must(typename === 'DistrictPetition', answer.text.slice(0, 300));
    },
  },
  {
    ...base,
    id: 'L2-ENTITY-PARTIAL',
    title: '一封信的错误不伤及其他',
    expected: '列表里有无权阅读的信时，只有它的 title 为 null 并带 path；其他信完整。',
    fix: '权限错误在字段上抛出，不要在实体解析处抛出。',
    run: async (trial) => {
      const own = await submit(trial, { title: '自己的信' });
      const others = await submit(trial, { by: citizen(trial, 'other'), title: '别人的信' });
      const asked = representations([others.id, own.id]);
      const answer = await trial.ask(citizen(trial), ENTITIES, asked);
      const [hidden, shown] = (valueAt(answer, '_entities') ?? []) as ({ title: unknown } | null)[];
      must(shown?.title === '自己的信', answer.text.slice(0, 400));
      must(hidden === null || hidden?.title === null, '别人的信被读到');
      const paths = answer.errors.map(({ path }) => path?.slice(0, 2).join('.'));
      must(
        paths.every((path) => path === '_entities.0'),
        `错误的 path：${paths.join(' ')}`,
      );
    },
  },
];
