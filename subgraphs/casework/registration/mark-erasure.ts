import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../../kit/process/log.ts';
import type { RetentionRules } from '../../kit/profile/profile.ts';
import type { Clock } from '../../kit/time/clock.ts';

const ERASE_EVERY_MS = 3_600_000;

/** Forgets who wrote when the mailboxes do (R96): a mark is of a person, even if it tells nothing alone. */
export function startMarkErasure(deps: {
  orm: MikroORM;
  rules: Pick<RetentionRules, 'personalDataYears'>;
  clock: Clock;
  log: Logger;
}): AsyncDisposable {
  let erasing = Promise.resolve();
  const erase = (): void => {
    erasing = eraseMarks(deps.orm, deps.rules, deps.clock.now()).catch((error: unknown) =>
      deps.log.error({ err: error }, 'marks of petitioners could not be erased'),
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
  await orm.em.fork().execute(
    `delete from petitioner_mark m using "case" c
     where c.id = m.case_id and c.submitted_at < ?::timestamptz - make_interval(years => ?)`,
    [now, personalDataYears],
  );
}
