import { valueAt } from '../trial.ts';
import { must, type ConformanceCase } from '../case.ts';
import {
  citizen,
  codesOf,
  describeErrors,
  letterOf,
  mustRefuse,
  nobody,
  submit,
  SUBMIT,
  WRITER,
} from '../people.ts';
import { submitInvalid } from '../submit-invalid.ts';

const base = { level: 'L2', strength: 'MUST', needs: ['trust'] } as const;

export const errorCases: readonly ConformanceCase[] = [
  {
    ...base,
    id: 'L2-ERROR-INPUT',
    title: '指出哪个参数错了',
    section: 'errors',
    expected: '空标题为 BAD_USER_INPUT，extensions 有 argument、expected、received。',
    fix: '错误放在 errors[].extensions：code、argument（如 letter.title）、expected、received。',
    run: async (trial) => {
      const answer = await submitInvalid(trial, { title: '   ' });
      mustRefuse(answer, 'BAD_USER_INPUT');
      const { argument, expected, received } = answer.errors[0]?.extensions ?? {};
      must(argument === 'letter.title', `argument ${JSON.stringify(argument)}`);
      must(typeof expected === 'string' && typeof received === 'string', '缺 expected 或 received');
    },
  },
  {
    ...base,
    id: 'L2-ERROR-IDENTITY-NUMBER',
    title: '核对身份证号校验位',
    section: 'errors',
    expected: '校验位不对的身份证号为 BAD_USER_INPUT。',
    fix: '按 GB 11643 计算第 18 位。',
    run: async (trial) => {
      const petitioner = { ...WRITER, idNumber: '110105194912310021' };
      mustRefuse(await submitInvalid(trial, { petitioner }), 'BAD_USER_INPUT');
    },
  },
  {
    ...base,
    id: 'L2-ERROR-QUIET',
    title: '错误信息不重复个人信息',
    section: 'errors',
    expected: '被拒绝的来信，应答中不出现姓名、电话、身份证号、住址与正文。',
    fix: '错误信息只说哪个参数、期望什么；不要带上收到的值；框架自带的“got invalid value …”也要去掉。',
    run: async (trial) => {
      const letter = letterOf('保密检查');
      const wrong = [
        { petitioner: { ...WRITER, idNumber: '110105194912310021' } },
        { petitioner: { ...WRITER, phone: '电话13900001234' } },
        { type: WRITER.name },
        { petitioner: { ...WRITER, name: 7, note: WRITER.name } },
      ];
      const secrets = [...Object.values(WRITER), '110105194912310021', letter.content as string];
      for (const change of wrong) {
        const { text } = await submitInvalid(trial, change);
        const told = secrets.filter((secret) => text.includes(secret));
        must(told.length === 0, `应答中出现了 ${told.join('、')}`);
      }
    },
  },
  {
    ...base,
    id: 'L2-ERROR-DOCUMENT',
    title: '看不懂的查询得到 GraphQL 错误',
    section: 'errors',
    expected: '语法错误与不存在的字段都得到 JSON 的 errors，没有 data。',
    fix: '解析与校验的错误按 GraphQL 应答返回，不要返回 HTML 或断开连接。',
    run: async (trial) => {
      for (const query of ['{ districtPetition(', '{ noSuchField }']) {
        const answer = await trial.ask(nobody, query);
        must(answer.errors.length > 0 && answer.data === null, answer.text.slice(0, 300));
      }
    },
  },
  {
    ...base,
    id: 'L2-IDEMPOTENT-RETRY',
    title: '同一幂等键得到同一回执',
    section: 'idempotency',
    expected: '同一人以同一 idempotencyKey 再次提交同样的信，得到同样的编号与查询码，只有一封信。',
    fix: '在同一事务中保存键、请求摘要与回执；重试时返回保存的回执。',
    run: async (trial) => {
      const key = `key-${trial.run}`;
      const one = await submit(trial, { key });
      const again = await submit(trial, { key });
      must(again.id === one.id, `编号 ${one.id} 与 ${again.id}`);
      must(again.queryCode === one.queryCode, '查询码不同');
    },
  },
  {
    ...base,
    id: 'L2-IDEMPOTENT-RACE',
    title: '同时到达的重试只存一封',
    section: 'idempotency',
    expected: '八个同样的提交同时到达，同一键，八个回执是同一封信。',
    fix: '键要有唯一约束，先占键再存信；不要“先查后插”。',
    run: async (trial) => {
      const key = `race-${trial.run}`;
      const receipts = await Promise.all(Array.from({ length: 8 }, () => submit(trial, { key })));
      const ids = new Set(receipts.map(({ id }) => id));
      must(ids.size === 1, `得到 ${String(ids.size)} 个编号`);
    },
  },
  {
    ...base,
    id: 'L2-IDEMPOTENT-REUSED',
    title: '同一键不得用于另一封信',
    section: 'idempotency',
    expected: '内容不同时为 IDEMPOTENCY_KEY_REUSED。',
    fix: '保存请求的摘要并比较。',
    run: async (trial) => {
      const key = `reused-${trial.run}`;
      await submit(trial, { key });
      const variables = { district: trial.code, letter: letterOf('另一封'), key };
      mustRefuse(await trial.ask(citizen(trial), SUBMIT, variables), 'IDEMPOTENCY_KEY_REUSED');
    },
  },
  {
    ...base,
    id: 'L2-IDEMPOTENT-OWNER',
    title: '幂等键属于各人',
    section: 'idempotency',
    expected: '另一人用同一键提交，得到自己的信，看不到前一人的回执。',
    fix: '键与 actor 的 sub 一起作唯一键；否则猜中键就能得到别人的查询码。',
    run: async (trial) => {
      const key = `owner-${trial.run}`;
      const one = await submit(trial, { key });
      const by = citizen(trial, 'key-other');
      const answer = await trial.ask(by, SUBMIT, {
        district: trial.code,
        letter: letterOf(`路灯维修 ${trial.run}`),
        key,
      });
      const other: unknown = valueAt(answer, 'submitDistrictPetition', 'petition', 'id');
      must(typeof other === 'string', `${describeErrors(answer)} ${codesOf(answer).join()}`);
      must(other !== one.id, '另一人得到了前一人的回执与查询码');
    },
  },
];
