import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { ACTOR_TOKEN, type Actor } from '../../../../schema/contract/actor.ts';
import { createCasework } from '../../../../subgraphs/casework/subgraph.ts';
import { createActorSigner } from '../../../../subgraphs/kit/process/actor-signer.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import type { Profile } from '../../../../subgraphs/kit/profile/profile.ts';
import type { Clock } from '../../../../subgraphs/kit/time/clock.ts';
import type { KeyRing } from '../../../../subgraphs/kit/secrecy/key-ring.ts';
import { createTestKeys } from '../../kit/mailbox/test-keys.ts';
import { createTestDatabase } from '../../../support/database.ts';

/** A clock that stands until it is set. */
interface TestClock extends Clock {
  set(instant: string): void;
}

export interface Answer<Data> {
  data: Data | null;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

export interface TestCasework extends AsyncDisposable {
  url: string;
  databaseUrl: string;
  clock: TestClock;
  /** Sends an operation over HTTP, signed as the gateway would for this actor. */
  ask<Data>(
    actor: Actor | null,
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<Answer<Data>>;
  /** Value of an authorization header, or null for nobody. */
  authorize(actor: Actor | null): Promise<string | null>;
  /** Another casework on the same database; close it before this one. */
  startReplica(personalDataKeys?: KeyRing): Promise<TestCasework>;
  personalDataKeys: KeyRing;
}

const PROFILE = new URL('../../../../subgraphs/profiles/guangan', import.meta.url).pathname;
const FAR_FUTURE_MS = 2 ** 31 - 1;

/** Read once by each process of jest; reading it takes half of what starting casework does. */
let guanganProfile: Promise<Profile> | undefined;

interface Chosen {
  profile?: Profile;
  watermarkMs?: number;
  personalDataKeys?: KeyRing;
}

/** Casework of Guang'an on a database of its own; the clock stands at 2026-03-02, a Monday. */
export async function startCasework(chosen: Chosen = {}): Promise<TestCasework> {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await createTestDatabase());
  const keys = await gatewayKeys();
  const clock = standingClock('2026-03-02T09:00:00+08:00');
  const ring = { personalDataKeys: createTestKeys('first'), ...chosen };
  const casework = resources.use(
    await startOn({ databaseUrl: database.url, keys, clock, chosen: ring }),
  );
  const held = resources.move();
  return { ...casework, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

interface World {
  databaseUrl: string;
  keys: GatewayKeys;
  clock: TestClock;
  chosen: Chosen & { personalDataKeys: KeyRing };
}

async function startOn(world: World): Promise<TestCasework> {
  const { databaseUrl, keys, clock, chosen } = world;
  const sign = await createActorSigner(keys.privateKey);
  const casework = await createCasework({
    databaseUrl,
    profile: chosen.profile ?? (await (guanganProfile ??= loadProfile(PROFILE))),
    actorKeys: { keys: [keys.publicKey] },
    personalDataKeys: chosen.personalDataKeys,
    overdueSweepMs: FAR_FUTURE_MS,
    watermarkMs: chosen.watermarkMs ?? FAR_FUTURE_MS,
    // The clock stands, so nothing that a stalled machine breaks off would be tried again.
    webhookTimeoutMs: FAR_FUTURE_MS,
    clock,
    log: createLog('casework', process.env.TEST_LOG_LEVEL ?? 'silent'),
    port: 0,
  });
  const authorize = async (actor: Actor | null): Promise<string | null> =>
    actor && `Bearer ${await sign(actor)}`;
  return {
    url: casework.url,
    databaseUrl,
    clock,
    ask: async <Data>(
      actor: Actor | null,
      query: string,
      variables: Record<string, unknown> = {},
    ) => {
      const authorization = await authorize(actor);
      const response = await fetch(`${casework.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(authorization === null ? {} : { authorization }),
        },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer<Data>;
    },
    authorize,
    startReplica: (personalDataKeys = chosen.personalDataKeys) =>
      startOn({ ...world, chosen: { ...chosen, personalDataKeys } }),
    personalDataKeys: chosen.personalDataKeys,
    [Symbol.asyncDispose]: () => casework[Symbol.asyncDispose](),
  };
}

interface GatewayKeys {
  publicKey: JWK;
  privateKey: JWK;
}

async function gatewayKeys(): Promise<GatewayKeys> {
  const pair = await generateKeyPair(ACTOR_TOKEN.algorithm, { extractable: true });
  const kid = ACTOR_TOKEN.gatewayKeyId;
  return {
    publicKey: { ...(await exportJWK(pair.publicKey)), kid, alg: ACTOR_TOKEN.algorithm },
    privateKey: { ...(await exportJWK(pair.privateKey)), kid },
  };
}

function standingClock(start: string): TestClock {
  let now = new Date(start);
  return {
    now: () => new Date(now),
    set: (instant) => {
      now = new Date(instant);
    },
  };
}
