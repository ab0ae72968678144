import type { EntityManager } from '@mikro-orm/postgresql';
import { encodeCursor, toPage, type Page } from '../../kit/pages/keyset.ts';
import { serialBefore } from '../../kit/pages/serial-cursor.ts';

export type RegistrationAct =
  'TRIED' | 'REGISTERED' | 'CONTACT_CHANGED' | 'PROOF_GIVEN' | 'CANCELLED';

/** Who did something at the registration office. */
export interface Visitor {
  account: string;
  /** Mark of the client's address; null where the request did not come through the gateway. */
  client: string | null;
  requestId: string;
}

/** RegistrationLogEntry of the SDL. */
export interface RegistrationLogEntry {
  id: string;
  at: Date;
  account: string;
  act: RegistrationAct;
  requestId: string;
}

export interface LogQuery {
  account: string | null;
  first: number;
  after: string | null;
}

export async function appendToLog(
  em: EntityManager,
  { account, client, requestId }: Visitor,
  act: RegistrationAct,
  at: Date,
): Promise<void> {
  await em.execute(
    `insert into registration_log (account, client, act, at, request_id) values (?, ?, ?, ?, ?)`,
    [account, client, act, at, requestId],
  );
}

/** How often this account, and how often anybody from this client, tried since then. */
export async function countTries(
  em: EntityManager,
  { account, client }: Visitor,
  since: Date,
): Promise<{ ofAccount: number; ofClient: number }> {
  const [row] = await em.execute<{ of_account: number; of_client: number }[]>(
    `select count(*) filter (where account = ?)::int as of_account,
       count(*) filter (where client = ?)::int as of_client
     from registration_log where act = 'TRIED' and at > ?`,
    [account, client, since],
  );
  return { ofAccount: row?.of_account ?? 0, ofClient: row?.of_client ?? 0 };
}

/** Newest first. @throws CURSOR_INVALID */
export async function readLog(
  em: EntityManager,
  { account, first, after }: LogQuery,
): Promise<Page<RegistrationLogEntry>> {
  const rows = await em.execute<(RegistrationLogEntry & { at: string })[]>(
    `select l.id::text as id, at, account, act, request_id as "requestId"
     from registration_log l
     where l.id < ?::bigint and (?::text is null or account = ?)
     order by l.id desc limit ?`,
    [serialBefore(after), account, account, first + 1],
  );
  const entries = rows.map(({ at, ...entry }) => ({ ...entry, at: new Date(at) }));
  return toPage(entries, first, after !== null, ({ id }) => encodeCursor([id]));
}
