import { ACTOR_TOKEN, partitionAudience } from '../../../../schema/contract/actor.ts';
import { must, type ConformanceCase } from '../case.ts';
import { cityBureau, citizen, letterOf, mustRefuse, nobody, submit, SUBMIT } from '../people.ts';
import type { WrongToken } from '../trial-keys.ts';
import { type Trial, valueAt } from '../trial.ts';

const FIND = 'query ($id: ID!) { districtPetition(id: $id) { id title } }';
const base = { level: 'L2', strength: 'MUST', section: 'actor' } as const;

/** What the bureau may read with a right token, nobody may with a wrong one. */
async function mustNotTrust(trial: Trial, wrong: WrongToken): Promise<void> {
  const id = `${trial.unit}:00000000-0000-7000-8000-000000000000`;
  mustRefuse(await trial.ask({ actor: cityBureau, wrong }, FIND, { id }), 'UNAUTHENTICATED');
  const variables = { district: trial.code, letter: letterOf('不应入库') };
  mustRefuse(
    await trial.ask({ actor: citizen(trial), wrong }, SUBMIT, variables),
    'UNAUTHENTICATED',
  );
}

function tokenCase(
  id: string,
  title: string,
  expected: string,
  fix: string,
  wrong: WrongToken,
): ConformanceCase {
  return {
    ...base,
    id,
    title,
    expected: `${expected}被拒绝：UNAUTHENTICATED，什么也不做。`,
    fix,
    needs: [],
    run: (trial) => mustNotTrust(trial, wrong),
  };
}

export const actorCases: readonly ConformanceCase[] = [
  {
    ...base,
    id: 'L2-ACTOR-ANONYMOUS',
    needs: ['trust'],
    title: '没有令牌就是匿名',
    expected: '匿名查询信件为 null，没有错误；匿名提交为 UNAUTHENTICATED。',
    fix: '没有 authorization 时 actor 为 ANONYMOUS；默认什么也不给看。',
    run: async (trial) => {
      const { id } = await submit(trial);
      const found = await trial.ask(nobody, FIND, { id });
      must(valueAt(found, 'districtPetition') === null, found.text.slice(0, 300));
      const variables = { district: trial.code, letter: letterOf('匿名') };
      mustRefuse(await trial.ask(nobody, SUBMIT, variables), 'UNAUTHENTICATED');
    },
  },
  tokenCase(
    'L2-ACTOR-AUDIENCE-OTHER',
    '给别区的令牌不认',
    '签名正确、但 aud 是另一个区的令牌',
    '核对 aud 为 petition-graph:subgraph:<本区代码>。',
    { audience: partitionAudience('999999') },
  ),
  tokenCase(
    'L2-ACTOR-AUDIENCE-CITY',
    '给市级子图的令牌不认',
    'aud 为 petition-graph:subgraph（市级子图）的令牌',
    '核对 aud 全等，不要用前缀比较。',
    { audience: ACTOR_TOKEN.audience },
  ),
  tokenCase(
    'L2-ACTOR-EXPIRED',
    '过期的令牌不认',
    '一小时前过期的令牌',
    '核对 exp；时钟误差至多容忍几秒。',
    {
      isExpired: true,
    },
  ),
  tokenCase(
    'L2-ACTOR-UNSIGNED',
    '没有签名的令牌不认',
    'alg 为 none 的令牌',
    '只接受 EdDSA；算法由自己定，不由令牌定。',
    { isUnsigned: true },
  ),
  tokenCase(
    'L2-ACTOR-FORGED',
    '伪造的签名不认',
    'kid 为 gateway、但由陌生密钥签名的令牌',
    '用 ACTOR_JWKS 中该 kid 的公钥验证签名，不要只解码。',
    { isForged: true },
  ),
  tokenCase(
    'L2-ACTOR-MAILBOX-KEY',
    '信箱密钥不能代表他人',
    '由 mailbox:… 密钥签名、自称市信访局的令牌',
    '只有 kid 为 gateway 的密钥可以代表任何人。',
    { isByMailbox: true },
  ),
];
