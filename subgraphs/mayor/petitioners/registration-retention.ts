import type { EntityManager } from '@mikro-orm/postgresql';
import { forgetEntries } from '../../kit/mailbox/access-log/forget-entries.ts';
import type { Erasure } from '../../kit/mailbox/retention.ts';

/** What the registration office keeps no longer than the profile says. */
export const REGISTRATION_ERASURES: readonly Erasure[] = [
  { what: 'registrations', years: 'registrationYears', erase: eraseRegistrations },
  {
    what: 'registration log',
    years: 'registrationLogYears',
    erase: (em, before, limit) => forgetEntries(em, 'registration_log', before, limit),
  },
];

/**
 * Registrations of which nothing was done any more: by the log, which is kept at least as long. Whoever
 * comes back registers anew.
 */
async function eraseRegistrations(em: EntityManager, before: Date, limit: number): Promise<number> {
  const rows = await em.execute<unknown[]>(
    `delete from petitioner where account in (
       select account from petitioner p
       where registered_at < ? and not exists (
         select from registration_log l
         where l.account = p.account and l.act <> 'TRIED' and l.at >= ?)
       order by registered_at limit ? for update skip locked) returning account`,
    [before, before, limit],
  );
  return rows.length;
}
