import { exportJWK, generateKeyPair } from 'jose';
import { ACTOR_TOKEN, type Actor } from '../../../schema/contract/actor.ts';
import { createCasework } from '../../../subgraphs/casework/subgraph.ts';
import { createTestKeys } from '../../subgraphs/kit/mailbox/test-keys.ts';
import { createActorSigner } from '../../../subgraphs/kit/process/actor-signer.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { loadProfile } from '../../../subgraphs/kit/profile/load-profile.ts';
import { PROFILE } from './generate/shape.ts';
import { BENCH_KEYS } from './bench-keys.ts';

/** Casework as it serves, asked over HTTP. */
export interface Subject extends AsyncDisposable {
  /** @throws Error where the answer has errors */
  ask(actor: Actor, query: string, variables?: Record<string, unknown>): Promise<Answer>;
}

export type Answer = Record<string, unknown>;

const FAR_FUTURE_MS = 2 ** 31 - 1;

/** @param now the clock stands here, so that cases are as they were generated */
export async function startSubject(databaseUrl: string, now: Date): Promise<Subject> {
  const pair = await generateKeyPair(ACTOR_TOKEN.algorithm, { extractable: true });
  const kid = ACTOR_TOKEN.gatewayKeyId;
  const sign = await createActorSigner({ ...(await exportJWK(pair.privateKey)), kid });
  const publicKey = { ...(await exportJWK(pair.publicKey)), kid, alg: ACTOR_TOKEN.algorithm };
  const casework = await createCasework({
    databaseUrl,
    profile: await loadProfile(PROFILE),
    actorKeys: { keys: [publicKey] },
    personalDataKeys: BENCH_KEYS,
    overdueSweepMs: FAR_FUTURE_MS,
    clock: { now: () => new Date(now) },
    log: createLog('casework', 'warn'),
    port: 0,
  });
  return {
    ask: async (actor, query, variables = {}) => {
      const response = await fetch(`${casework.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await sign(actor)}`,
        },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data: Answer; errors?: object[] };
      if (errors) throw new Error(`expected data, got ${JSON.stringify(errors)}`);
      return data;
    },
    [Symbol.asyncDispose]: () => casework[Symbol.asyncDispose](),
  };
}
