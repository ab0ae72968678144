import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { codedError } from '../../kit/errors.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { Directory } from '../directory/directory.ts';
import { checkPublicKey } from './district-key.rules.ts';
import { keepKey } from './district-key.store.ts';
import { checkMayDecide, checkMaySee, checkSystemUrl } from './district-system.rules.ts';
import {
  beginPeriod,
  endPeriod,
  lockDistrict,
  readSystem,
  readSystems,
  type DistrictSystemRow,
} from './registry.store.ts';

/** By whom each district is served; every gateway follows what is decided here. */
export interface Registry {
  /** @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT */
  join(decision: Decision & { url: string; key: string | null }): Promise<DistrictSystemRow>;
  /** @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT */
  leave(decision: Decision & { revokesKey: boolean }): Promise<DistrictSystemRow>;
  /** Every district the city ever had, by area code. @throws UNAUTHENTICATED, FORBIDDEN */
  list(actor: Actor): Promise<DistrictSystemRow[]>;
  /** @throws PARTITION_UNAVAILABLE where the district has a system of its own */
  requireHosted(code: string): Promise<void>;
}

/** Who decides by whom which district is served. */
interface Decision {
  actor: Actor;
  /** Area code. */
  code: string;
  requestId: string;
}

interface RegistryDeps {
  orm: MikroORM;
  directory: Directory;
  clock: Clock;
  /** Called after a commit that left something for casework in the outbox. */
  wakeRelay: () => void;
}

export function createRegistry({ orm, directory, clock, wakeRelay }: RegistryDeps): Registry {
  const decide = async (
    { actor, code }: Decision,
    change: (em: EntityManager, system: DistrictSystemRow) => Promise<void>,
  ): Promise<DistrictSystemRow> => {
    const decided = await orm.em.fork().transactional(async (em) => {
      checkMayDecide(actor);
      directory.requireKnown(code);
      await lockDistrict(em, code);
      await change(em, await readSystem(em, code));
      return readSystem(em, code);
    });
    wakeRelay();
    return decided;
  };
  const decideKey = async (
    em: EntityManager,
    { actor, code: district, requestId }: Decision,
    key: string | null,
  ): Promise<void> => {
    const decidedAt = clock.now();
    await keepKey(em, { district, key, decidedAt, decidedBy: actor.id, requestId });
  };
  return {
    join: ({ url: givenUrl, key: givenKey, ...decision }) =>
      decide(decision, async (em, system) => {
        const { actor, code } = decision;
        const url = checkSystemUrl(givenUrl);
        const key = givenKey === null ? null : checkPublicKey(givenKey);
        if (key !== null && key !== system.key) await decideKey(em, decision, key);
        if (system.url === url) return;
        const now = clock.now();
        await endPeriod(em, code, { leftAt: now, leftBy: actor.id });
        await beginPeriod(em, {
          id: randomUUIDv7(),
          district: code,
          url,
          joinedAt: now,
          joinedBy: actor.id,
          leftAt: null,
          leftBy: null,
        });
      }),
    leave: ({ revokesKey, ...decision }) =>
      decide(decision, async (em, system) => {
        const { actor, code } = decision;
        await endPeriod(em, code, { leftAt: clock.now(), leftBy: actor.id });
        if (revokesKey && system.key !== null) await decideKey(em, decision, null);
      }),
    list: async (actor) => {
      checkMaySee(actor);
      return readSystems(orm.em.fork(), directory.codes());
    },
    requireHosted: async (code) => {
      const { url } = await readSystem(orm.em.fork(), code);
      if (url !== null) throw hasItsOwn(code);
    },
  };
}

/** A gateway that has not noticed yet sends it to the city; a moment later it will not. */
function hasItsOwn(code: string): Error {
  return codedError(
    'PARTITION_UNAVAILABLE',
    `The district ${code} has a system of its own since a moment ago; try again.`,
    { partition: code },
  );
}
