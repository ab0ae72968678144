import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../process/log.ts';
import type { RetentionRules } from '../profile/profile.ts';
import type { Vault } from '../secrecy/vault.ts';
import type { Clock } from '../time/clock.ts';
import { forgetEntries } from './access-log/forget-entries.ts';
import { erasePersonalData } from './erasure.rules.ts';
import { maskReasons } from './moderation/moderation.store.ts';
import type { StoredPetition } from './petition.entity.ts';
import { placeOf } from './sealed-petition.ts';

interface RetentionDeps {
  orm: MikroORM;
  rules: RetentionRules;
  vault: Vault;
  clock: Clock;
  log: Logger;
  /** Of the mailbox's own, besides those of all mailboxes. */
  erasures: readonly Erasure[];
}

/** One sort of what is kept for some years and no longer. */
export interface Erasure {
  /** For the log. */
  what: string;
  years: keyof RetentionRules;
  /** Erases up to `limit` of what is older than `before`, in em's transaction. @returns how many */
  erase: (em: EntityManager, before: Date, limit: number, vault: Vault) => Promise<number>;
}

const SWEEP_EVERY_MS = 3_600_000;
const BATCH = 200;

/** What every mailbox erases. */
const OF_ALL: readonly Erasure[] = [
  { what: 'letters', years: 'personalDataYears', erase: eraseLetters },
  {
    what: 'access log',
    years: 'accessLogYears',
    erase: (em, before, limit) => forgetEntries(em, 'access_log', before, limit),
  },
];

/** Erases what the profile says is kept long enough; at once and then every hour. */
export function startRetention(deps: RetentionDeps): AsyncDisposable {
  const stop = new AbortController();
  let sweeping = Promise.resolve();
  const start = (): void => {
    sweeping = sweep(deps, stop.signal).catch((error: unknown) =>
      deps.log.error({ err: error }, 'what was kept long enough could not be erased'),
    );
  };
  const timer = setInterval(start, SWEEP_EVERY_MS);
  start();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      stop.abort();
      await sweeping;
    },
  };
}

async function sweep(deps: RetentionDeps, signal: AbortSignal): Promise<void> {
  const { orm, rules, clock, log } = deps;
  for (const { what, years: rule, erase } of [...OF_ALL, ...deps.erasures]) {
    const years = rules[rule];
    const before = yearsBefore(clock.now(), years);
    let total = 0;
    let count = BATCH;
    while (count === BATCH && !signal.aborted) {
      count = await orm.em.fork().transactional((em) => erase(em, before, BATCH, deps.vault));
      total += count;
    }
    if (total > 0) log.info({ what, total, years }, 'erased after its time');
  }
  await forgetSentTexts(orm, clock.now());
}

/** How long staff can have a notice sent again; mails come back within days (RFC 5321, 4.5.4.1). */
const RESENDABLE_MS = 30 * 24 * 3_600_000;

async function forgetSentTexts(orm: MikroORM, now: Date): Promise<void> {
  await orm.em.fork().execute(
    `update notice set sealed = null
     where sealed is not null and state <> 'QUEUED' and coalesce(settled_at, sent_at, queued_at) < ?`,
    [new Date(now.getTime() - RESENDABLE_MS)],
  );
}

/** The text stays, as the archive of the case; nobody can be found by it any more. */
async function eraseLetters(
  em: EntityManager,
  before: Date,
  limit: number,
  vault: Vault,
): Promise<number> {
  const rows = await em.execute<{ id: string; sealed: string }[]>(
    `select id, sealed from petition where erased_at is null and submitted_at < ?
     order by id limit ? for update skip locked`,
    [before, limit],
  );
  for (const { id, sealed } of rows) {
    const personal = JSON.parse(vault.open(sealed, placeOf(id))) as Pick<
      StoredPetition,
      'petitioner' | 'beneficiary' | 'jointSignatories'
    >;
    const erased = erasePersonalData(personal);
    await maskReasons(em, vault, id, personal);
    await em.execute(
      `update petition set sealed = ?, petitioner_account = null, erased_at = now() where id = ?`,
      [vault.seal(JSON.stringify(erased), placeOf(id)), id],
    );
  }
  // a file may show anything, and cannot be read for what it shows
  await em.execute(
    'delete from attachment where petition_id in (select json_array_elements_text(?::json))',
    [JSON.stringify(rows.map(({ id }) => id))],
  );
  // what could not be sent in all these years never will be
  await em.execute(
    `update notice set sealed = null,
       state = case when state = 'QUEUED' then 'FAILED' else state end,
       last_error = case when state = 'QUEUED' then 'ERASED' else last_error end
     where sealed is not null and petition_id in (select json_array_elements_text(?::json))`,
    [JSON.stringify(rows.map(({ id }) => id))],
  );
  await em.execute(
    `update petition_message set account = null
     where petition_id in (select json_array_elements_text(?::json))`,
    [JSON.stringify(rows.map(({ id }) => id))],
  );
  return rows.length;
}

function yearsBefore(now: Date, years: number): Date {
  const day = new Date(now);
  day.setUTCFullYear(day.getUTCFullYear() - years);
  return day;
}
