import type { MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import type { FindMailboxKey } from '../../kit/actor/verify-actor.ts';
import { checkAreaCode, checkKey, checkMayTrust, toJwk } from './district-key.rules.ts';
import { keepDistrictKey, readDistrictKey } from './district-key.store.ts';

/** @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT */
export type TrustDistrictKey = (
  actor: Actor,
  decision: { district: string; key: string | null; decidedAt: Date },
) => Promise<void>;

export function createTrustDistrictKey({ orm }: { orm: MikroORM }): TrustDistrictKey {
  return async (actor, { district, key, decidedAt }) => {
    checkMayTrust(actor);
    const decision = { district: checkAreaCode(district), key: checkKey(key), decidedAt };
    await keepDistrictKey(orm.em.fork(), decision);
  };
}

/** Keys of the districts' own systems. Read each time: a revoked one is good nowhere from then on. */
export function createFindDistrictKey(orm: MikroORM): FindMailboxKey {
  return async (mailbox) => {
    const district = /^district:(\d{6})$/.exec(mailbox)?.[1];
    if (district === undefined) return null;
    const key = await readDistrictKey(orm.em.fork(), district);
    return key === null ? null : toJwk(key);
  };
}
