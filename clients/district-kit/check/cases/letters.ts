import { valueAt } from '../trial.ts';
import { must, type ConformanceCase } from '../case.ts';
import {
  citizen,
  ENTITIES,
  letterOf,
  mustRefuse,
  representations,
  staff,
  submit,
  SUBMIT,
  cityBureau,
} from '../people.ts';

/** An area code that no district has. */
const OTHER_CODE = '999999';
const FIND = 'query ($id: ID!) { districtPetition(id: $id) { id } }';
/** Signs outside the basic plane, and one that is written in many ways. */
const RARE_TITLE = '关于𠮷祥里𬭚街坊“照明”的来信 №7';
const IMPORT = `mutation ($district: ID!, $letters: [HistoricalLetterInput!]!) {
  importDistrictPetitions(district: $district, letters: $letters) {
    imported alreadyPresent rejected { sourceNumber reason }
  }
}`;

const base = { level: 'L2', strength: 'MUST', needs: ['trust'] } as const;

export const letterCases: readonly ConformanceCase[] = [
  {
    ...base,
    id: 'L2-SUBMIT-RECEIPT',
    title: '提交后立即得到回执',
    section: 'submit',
    expected: '编号为 district:<区划代码>:…，查询码至少 12 位字母数字，提交时间为此刻的 UTC 时间。',
    fix: '先写盘再应答；编号带本区代码；查询码用密码学随机数生成（形如 XXXXX-XXXXX-XXXXX）。',
    run: async (trial) => {
      const { id, queryCode, submittedAt } = await submit(trial);
      must(id.startsWith(`${trial.unit}:`) && !/\s/.test(id), `编号 ${id}`);
      must(queryCode.replace(/[^A-Za-z0-9]/g, '').length >= 12, `查询码长 ${queryCode.length}`);
      const offMs = Math.abs(Date.now() - Date.parse(submittedAt));
      must(submittedAt.endsWith('Z') && offMs < 300_000, `提交时间 ${submittedAt}`);
    },
  },
  {
    ...base,
    id: 'L2-ID-UNIQUE',
    title: '编号与查询码各不相同',
    section: 'ids',
    expected: '同样内容的两封来信是两封：编号、查询码都不同。',
    fix: '编号用 UUID 一类的随机值，不用序号加内容摘要；没有幂等键时不得合并。',
    run: async (trial) => {
      const one = await submit(trial);
      const other = await submit(trial);
      must(one.id !== other.id, `两封信的编号都是 ${one.id}`);
      must(one.queryCode !== other.queryCode, '两封信的查询码相同');
    },
  },
  {
    ...base,
    id: 'L2-ID-STABLE',
    title: '编号稳定',
    section: 'ids',
    expected: '回执中的编号在 districtPetition 与 _entities 中都找到同一封信，反复查询不变。',
    fix: '编号一经给出永不改变；不要在查询时重新编号。',
    run: async (trial) => {
      const { id } = await submit(trial);
      for (let round = 0; round < 2; round += 1) {
        const found = await trial.ask(citizen(trial), FIND, { id });
        must(valueAt(found, 'districtPetition', 'id') === id, found.text.slice(0, 300));
        const entity = await trial.ask(citizen(trial), ENTITIES, representations([id]));
        must(valueAt(entity, '_entities', 0, 'id') === id, entity.text.slice(0, 300));
      }
    },
  },
  {
    ...base,
    id: 'L2-TEXT-INTACT',
    title: '文字原样保存',
    section: 'submit',
    expected: '生僻字、全角符号、引号原样返回；类别、渠道、联名人数正确。',
    fix: '全程用 UTF-8；按码点计数与截断；不要做字符替换或转义。',
    run: async (trial) => {
      const letter = { ...letterOf(RARE_TITLE), jointSignatories: ['王五', '赵六'] };
      const { id, submittedAt } = await submit(trial, { letter });
      const answer = await trial.ask(citizen(trial), ENTITIES, representations([id]));
      const of = (...path: string[]): unknown => valueAt(answer, '_entities', 0, ...path);
      must(of('title') === RARE_TITLE, `标题 ${JSON.stringify(of('title'))}`);
      must(
        of('channel') === 'ONLINE' && of('type') === 'HELP',
        `channel ${String(of('channel'))}，type ${String(of('type'))}`,
      );
      must(of('signatoryCount') === 3, `signatoryCount ${String(of('signatoryCount'))}`);
      const shown = String(of('submittedAt'));
      must(Date.parse(shown) === Date.parse(submittedAt), `submittedAt ${shown}`);
      must(
        of('district', 'id') === trial.unit && of('district', 'code') === trial.code,
        `district ${JSON.stringify(of('district'))}`,
      );
    },
  },
  {
    ...base,
    id: 'L2-ROUTING-ARGUMENT',
    title: '只答本区：district 参数',
    section: 'routing',
    expected: `district: "${OTHER_CODE}" 的提交与列表被拒绝（BAD_USER_INPUT），信不入库。`,
    fix: '每个带 district 参数的根字段先核对是否本区代码；不是就报 BAD_USER_INPUT，argument 为 district。',
    run: async (trial) => {
      const variables = { district: OTHER_CODE, letter: letterOf('错投') };
      mustRefuse(await trial.ask(citizen(trial), SUBMIT, variables), 'BAD_USER_INPUT');
      const list = `{ myDistrictPetitions(district: "${OTHER_CODE}") { pageInfo { hasNextPage } } }`;
      mustRefuse(await trial.ask(citizen(trial), list), 'BAD_USER_INPUT');
    },
  },
  {
    ...base,
    id: 'L2-STAFF-FILING',
    title: '代为登记只限本区工作人员',
    section: 'submit',
    expected: '区信访局可代填非网上渠道的来信；市民不可自称 PHONE 渠道；其他部门不可提交。',
    fix: 'CITIZEN 只可 ONLINE；本区 DISTRICT_BUREAU 可为他人登记；其余角色 FORBIDDEN。',
    run: async (trial) => {
      const letter = { ...letterOf('电话反映'), channel: 'PHONE' };
      await submit(trial, { by: staff(trial), letter });
      const variables = { district: trial.code, letter };
      mustRefuse(await trial.ask(citizen(trial), SUBMIT, variables), 'BAD_USER_INPUT');
      mustRefuse(await trial.ask(cityBureau, SUBMIT, variables), 'FORBIDDEN');
    },
  },
  {
    ...base,
    id: 'L2-IMPORT-ONCE',
    title: '历史信件重复导入不变',
    section: 'import',
    expected: '同一 sourceNumber 第二次导入计入 alreadyPresent；市民不可导入。',
    fix: '以 sourceNumber 为唯一键；再次导入不改动已有信件。',
    run: async (trial) => {
      const letters = [
        {
          sourceNumber: `kit-${trial.run}`,
          author: '张三',
          type: 'SUGGESTION',
          title: '历史信件',
          content: '历史内容',
          submittedAt: '2024-03-01T09:00:00+08:00',
        },
      ];
      const variables = { district: trial.code, letters };
      const import_ = () => trial.ask(cityBureau, IMPORT, variables);
      const first = await import_();
      must(valueAt(first, 'importDistrictPetitions', 'imported') === 1, first.text.slice(0, 300));
      const again = await import_();
      const countOf = (name: string): unknown => valueAt(again, 'importDistrictPetitions', name);
      must(countOf('imported') === 0 && countOf('alreadyPresent') === 1, again.text.slice(0, 300));
      mustRefuse(await trial.ask(citizen(trial), IMPORT, variables), 'FORBIDDEN');
    },
  },
];
