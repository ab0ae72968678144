import { createHash } from 'node:crypto';
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { ACTOR_TOKEN } from '../../../../schema/contract/actor.ts';
import { must, type ConformanceCase } from '../case.ts';
import { citizen, letterOf, submit, WRITER } from '../people.ts';
import type { Registration } from '../stand-in-city.ts';
import { toPublicKey } from '../trial-keys.ts';
import type { Trial } from '../trial.ts';

const REGISTERED_WITHIN_MS = 15_000;
const base = {
  level: 'L2',
  strength: 'MUST',
  needs: ['trust', 'city'],
  section: 'registration',
} as const;

/** Waits for a letter's registration. @throws Unmet */
export function registrationOf({ city, within }: Trial, id: string): Promise<Registration> {
  const wrong = city.malformed.length > 0 ? `；市里看不懂：${city.malformed.join('；')}` : '';
  return within(REGISTERED_WITHIN_MS, `没有登记 ${id}${wrong}`, () =>
    city.registrations.find(({ petition }) => petition.petitionId === id),
  );
}

export const registrationCases: readonly ConformanceCase[] = [
  {
    ...base,
    id: 'L2-REGISTER-FIELDS',
    title: '每封信都向市里登记',
    expected:
      '提交后 registerPetition 到达，编号、渠道、类别、时间、账号、联名人数与查询码摘要正确。',
    fix: '来信与待发登记同一事务保存，后台发送；queryCodeHash 为查询码字母数字（大写）的 SHA-256。',
    run: async (trial) => {
      const letter = { ...letterOf('登记检查'), jointSignatories: ['王五'] };
      const { id, queryCode, submittedAt } = await submit(trial, { letter });
      const { petition } = await registrationOf(trial, id);
      const code = queryCode.toUpperCase().replace(/[^A-Z0-9]/g, '');
      const wanted: Record<string, unknown> = {
        mailbox: 'DISTRICT',
        mailboxUnit: trial.unit,
        channel: 'ONLINE',
        type: 'HELP',
        signatoryCount: 2,
        petitionerAccount: citizen(trial).id,
        queryCodeHash: createHash('sha256').update(code).digest('hex'),
      };
      const wrong = Object.keys(wanted).filter((name) => petition[name] !== wanted[name]);
      must(
        wrong.length === 0,
        wrong.map((name) => `${name} = ${String(petition[name])}`).join('；'),
      );
      must(
        Date.parse(String(petition.submittedAt)) === Date.parse(submittedAt),
        `submittedAt = ${String(petition.submittedAt)}`,
      );
    },
  },
  {
    ...base,
    id: 'L2-REGISTER-TOKEN',
    title: '登记以本区密钥签名',
    expected: `kid 为 mailbox:district:<代码>，aud 为 ${ACTOR_TOKEN.audience}，role SYSTEM，unit 为本区，有效期不超过 5 分钟。`,
    fix: '用 SERVICE_SIGNING_KEY 签 EdDSA JWT；sub 为 mailbox:district:<代码>。',
    run: async (trial) => {
      const { id } = await submit(trial);
      const { authorization } = await registrationOf(trial, id);
      const token = authorization.replace(/^Bearer /i, '');
      const key = await importJWK(toPublicKey(trial.keys.districtKey), ACTOR_TOKEN.algorithm);
      const audience = ACTOR_TOKEN.audience;
      const verified = await jwtVerify(token, key, { audience }).catch((error: unknown) =>
        must(false, `令牌不能验证：${Error.isError(error) ? error.message : ''}`),
      );
      const { role, unit, exp = Infinity } = verified?.payload ?? {};
      const { kid } = decodeProtectedHeader(token);
      must(kid === `${ACTOR_TOKEN.mailboxKeyIdPrefix}${trial.unit}`, `kid ${String(kid)}`);
      must(role === 'SYSTEM' && unit === trial.unit, `role ${String(role)}，unit ${String(unit)}`);
      must(exp - Date.now() / 1000 <= 300, '有效期超过 5 分钟');
    },
  },
  {
    ...base,
    id: 'L2-REGISTER-NO-PERSONAL-DATA',
    title: '登记不带个人信息',
    expected: '登记请求中没有姓名、电话、身份证号、住址、标题与正文。',
    fix: '登记只发编号与事实；市里需要时经网关按权限来取。',
    run: async (trial) => {
      const letter = letterOf('不得外传的标题');
      const { id, queryCode } = await submit(trial, { letter });
      const { text } = await registrationOf(trial, id);
      const secrets = [...Object.values(WRITER), letter.title, letter.content, queryCode];
      const told = secrets.filter((secret) => text.includes(String(secret)));
      must(told.length === 0, `登记中出现了 ${told.join('、')}`);
    },
  },
  {
    ...base,
    id: 'L2-REGISTER-RETRY',
    title: '市里不在时照收，回来后补登',
    expected: '市里应答 503 时提交仍在 3 秒内得到回执；恢复后 15 秒内登记。',
    fix: '提交不等登记；失败后以退避重试（首次 0.2 秒，至多 30 秒），直到被确认，没有次数上限。',
    run: async (trial) => {
      const before = trial.city.refusals();
      trial.city.setAway(true);
      try {
        const startedAt = performance.now();
        const { id } = await submit(trial);
        must(performance.now() - startedAt < 3_000 * trial.patience, '提交超过 3 秒');
        // Only a try in vain shows that there is another one.
        await trial.within(
          REGISTERED_WITHIN_MS,
          '没有尝试登记',
          () => trial.city.refusals() > before,
        );
        trial.city.setAway(false);
        await registrationOf(trial, id);
      } finally {
        trial.city.setAway(false);
      }
    },
  },
];
