import type { MikroORM } from '@mikro-orm/postgresql';
import { codedError } from '../errors.ts';
import type { Clock } from '../time/clock.ts';

/**
 * Lets each client guess wrong a few times (R17). What was guessed stands in the database, so that it
 * holds over all replicas, gateways and restarts.
 */
export interface GuessGuard {
  /**
   * Looks a code up; null is wrong, whichever way. Trying the same wrong code again does not count.
   * @param client mark of the client's address; null: whoever did not come through the gateway
   * @throws RATE_LIMITED without looking, for right codes as for wrong ones
   */
  attempt: <Found>(
    client: string | null,
    codeHash: string,
    find: (codeHash: string) => Promise<Found | null>,
  ) => Promise<Found | null>;
}

interface GuessLimits {
  windowMs: number;
  /** Wrong codes of one client within a window. */
  perClient: number;
  /** From so many wrong codes of all clients on, somebody has many addresses, and … */
  flood: number;
  /** … each of them may guess only so often. */
  perClientInFlood: number;
}

const LIMITS: GuessLimits = {
  windowMs: 10 * 60_000,
  perClient: 10,
  flood: 1_000,
  perClientInFlood: 3,
};

const DIRECT = 'direct';
/** Enough to tell codes apart, too little to be one. */
const MARK_CHARS = 16;

export function createGuessGuard({ orm, clock }: { orm: MikroORM; clock: Clock }): GuessGuard {
  return {
    attempt: async (client, codeHash, find) => {
      const now = clock.now();
      const guess = { client: client ?? DIRECT, mark: codeHash.slice(0, MARK_CHARS) };
      // counted before it is looked up, so that many at once do not get past one another
      const since = await countGuess(orm, guess, now);
      if (since) throw tooMany(since, now);
      const found = await find(codeHash);
      if (found !== null) await forgetGuess(orm, guess);
      return found;
    },
  };
}

interface Guess {
  client: string;
  mark: string;
}

/** @returns null where the client may still guess, otherwise since when it has been guessing */
async function countGuess(orm: MikroORM, guess: Guess, now: Date): Promise<Date | null> {
  const em = orm.em.fork();
  await em.execute('delete from query_code_guess where since <= ?', [
    new Date(now.getTime() - LIMITS.windowMs),
  ]);
  const isFlood = (await countAll(orm)) > LIMITS.flood;
  const [row] = await em.execute<{ since: string; isCounted: boolean }[]>(
    `insert into query_code_guess as known (client, since, code_marks) values (?, ?, array[?])
     on conflict (client) do update set code_marks = case
       when known.code_marks @> excluded.code_marks or cardinality(known.code_marks) >= ?
       then known.code_marks else known.code_marks || excluded.code_marks end
     returning since, code_marks @> array[?] as "isCounted"`,
    [
      guess.client,
      now,
      guess.mark,
      isFlood ? LIMITS.perClientInFlood : LIMITS.perClient,
      guess.mark,
    ],
  );
  return row && !row.isCounted ? new Date(row.since) : null;
}

/** No further than to a flood. */
async function countAll(orm: MikroORM): Promise<number> {
  const [row] = await orm.em.fork().execute<{ count: number }[]>(
    `select coalesce(sum(cardinality(code_marks)), 0)::int as count
     from (select code_marks from query_code_guess limit ?) as counted`,
    [LIMITS.flood + 1],
  );
  return row?.count ?? 0;
}

async function forgetGuess(orm: MikroORM, { client, mark }: Guess): Promise<void> {
  await orm.em
    .fork()
    .execute(
      `update query_code_guess set code_marks = array_remove(code_marks, ?) where client = ?`,
      [mark, client],
    );
}

function tooMany(since: Date, now: Date): Error {
  const leftMs = since.getTime() + LIMITS.windowMs - now.getTime();
  const retryAfter = Math.max(1, Math.ceil(leftMs / 1_000));
  return codedError('RATE_LIMITED', `Too many wrong query codes: try again in ${retryAfter} s.`, {
    limit: 'wrongQueryCodes',
    retryAfter,
  });
}
