import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { codedError } from '../../kit/errors.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { Directory } from '../directory/directory.ts';
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
  join(actor: Actor, code: string, url: string): Promise<DistrictSystemRow>;
  /** @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT */
  leave(actor: Actor, code: string): Promise<DistrictSystemRow>;
  /** Every district the city ever had, by area code. @throws UNAUTHENTICATED, FORBIDDEN */
  list(actor: Actor): Promise<DistrictSystemRow[]>;
  /** @throws PARTITION_UNAVAILABLE where the district has a system of its own */
  requireHosted(code: string): Promise<void>;
}

interface RegistryDeps {
  orm: MikroORM;
  directory: Directory;
  clock: Clock;
}

export function createRegistry({ orm, directory, clock }: RegistryDeps): Registry {
  const decide = (
    actor: Actor,
    code: string,
    change: (em: EntityManager, system: DistrictSystemRow) => Promise<void>,
  ): Promise<DistrictSystemRow> =>
    orm.em.fork().transactional(async (em) => {
      checkMayDecide(actor);
      directory.requireKnown(code);
      await lockDistrict(em, code);
      await change(em, await readSystem(em, code));
      return readSystem(em, code);
    });
  return {
    join: (actor, code, givenUrl) =>
      decide(actor, code, async (em, system) => {
        const url = checkSystemUrl(givenUrl);
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
    leave: (actor, code) =>
      decide(actor, code, (em) => endPeriod(em, code, { leftAt: clock.now(), leftBy: actor.id })),
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
