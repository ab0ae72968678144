import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../../kit/process/log.ts';
import type { RetentionRules } from '../../kit/profile/profile.ts';
import type { Clock } from '../../kit/time/clock.ts';
import { underMaintenance } from '../migrations/maintenance.ts';

const ERASE_EVERY_MS = 3_600_000;
const BEFORE = '?::timestamptz - make_interval(years => ?)';

/**
 * Forgets who wrote when the mailboxes do (R96): marks and accounts are of a person, even if they tell
 * nothing alone. Archived cases are no exception (R92).
 */
export function startMarkErasure(deps: {
  orm: MikroORM;
  rules: Pick<RetentionRules, 'personalDataYears'>;
  clock: Clock;
  log: Logger;
}): AsyncDisposable {
  let erasing = Promise.resolve();
  const erase = (): void => {
    erasing = eraseMarks(deps.orm, deps.rules, deps.clock.now()).catch((error: unknown) =>
      deps.log.error({ err: error }, 'marks and accounts of petitioners could not be erased'),
    );
  };
  const timer = setInterval(erase, ERASE_EVERY_MS);
  erase();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await erasing;
    },
  };
}

async function eraseMarks(
  orm: MikroORM,
  { personalDataYears }: Pick<RetentionRules, 'personalDataYears'>,
  now: Date,
): Promise<void> {
  const before = [now, personalDataYears];
  await orm.em.fork().transactional(async (em) => {
    await underMaintenance(em);
    await em.execute(
      `delete from petitioner_mark m using "case" c
       where c.id = m.case_id and c.submitted_at < ${BEFORE}`,
      before,
    );
    await em.execute(
      `update "case" set petitioner_account = null where id in (
         select id from "case" where submitted_at < ${BEFORE} and petitioner_account is not null
         for update skip locked)`,
      before,
    );
  });
}
