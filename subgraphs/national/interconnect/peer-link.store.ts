import { randomUUID } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';

/** How the link to one peer stands. */
export interface PeerLink {
  peer: string;
  cursor: string | null;
  lastContactAt: Date | null;
  /** When everything that the peer had was last here. */
  caughtUpAt: Date | null;
  failures: number;
  lastError: string | null;
}

/** The right to pull from a peer, of one replica alone until it ends. */
export interface PullLease {
  id: string;
  peer: string;
  cursor: string | null;
  failures: number;
  /** How long it holds; short, since a replica that was killed gives nothing back. */
  seconds: number;
}

/** By the database's clock, which all replicas share. */
const LEASE = `now() + make_interval(secs => ?)`;

/** @returns null while another replica pulls */
export async function takePullLease(
  orm: MikroORM,
  { peer, seconds }: Pick<PullLease, 'peer' | 'seconds'>,
): Promise<PullLease | null> {
  const id = randomUUID();
  const [taken] = await orm.em.fork().execute<{ cursor: string | null; failures: number }[]>(
    `insert into peer_link as l (peer, lease_id, leased_until) values (?, ?, ${LEASE})
     on conflict (peer) do update set lease_id = excluded.lease_id, leased_until = ${LEASE}
       where l.leased_until is null or l.leased_until <= now()
     returning cursor, failures`,
    [peer, id, seconds, seconds],
  );
  return taken ? { id, peer, seconds, ...taken } : null;
}

/** False where the lease has gone to another. */
export async function renewLease(
  orm: MikroORM,
  { id, peer, seconds }: PullLease,
): Promise<boolean> {
  const renewed: unknown[] = await orm.em
    .fork()
    .execute(
      `update peer_link set leased_until = ${LEASE} where peer = ? and lease_id = ? returning peer`,
      [seconds, peer, id],
    );
  return renewed.length > 0;
}

/** Everything up to the cursor is here. False, and without effect, where the lease has gone to another. */
export async function recordPulled(
  orm: MikroORM,
  { id, peer, seconds }: PullLease,
  page: { cursor: string; isCaughtUp: boolean; at: Date },
): Promise<boolean> {
  const recorded: unknown[] = await orm.em.fork().execute(
    `update peer_link set cursor = ?, last_contact_at = ?, failures = 0, last_error = null,
       caught_up_at = case when ? then ?::timestamptz else caught_up_at end,
       leased_until = case when ? then null else ${LEASE} end
     where peer = ? and lease_id = ? returning peer`,
    [page.cursor, page.at, page.isCaughtUp, page.at, page.isCaughtUp, seconds, peer, id],
  );
  return recorded.length > 0;
}

export async function recordFailure(
  orm: MikroORM,
  { id, peer }: PullLease,
  code: string,
): Promise<void> {
  await orm.em.fork().execute(
    `update peer_link set failures = failures + 1, last_error = ?, leased_until = null
     where peer = ? and lease_id = ?`,
    [code, peer, id],
  );
}

export async function releaseLease(orm: MikroORM, { id, peer }: PullLease): Promise<void> {
  await orm.em
    .fork()
    .execute('update peer_link set leased_until = null where peer = ? and lease_id = ?', [
      peer,
      id,
    ]);
}

type LinkRow = Omit<PeerLink, 'lastContactAt' | 'caughtUpAt'> & {
  lastContactAt: string | null;
  caughtUpAt: string | null;
};

export async function readPeerLinks(
  orm: MikroORM,
  peers: readonly string[],
): Promise<readonly PeerLink[]> {
  const rows = await orm.em.fork().execute<LinkRow[]>(
    `select peer, cursor, last_contact_at as "lastContactAt", caught_up_at as "caughtUpAt", failures,
       last_error as "lastError"
     from peer_link where peer in (select json_array_elements_text(?::json))`,
    [JSON.stringify(peers)],
  );
  const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return rows.map(({ lastContactAt, caughtUpAt, ...row }) => ({
    ...row,
    lastContactAt: instant(lastContactAt),
    caughtUpAt: instant(caughtUpAt),
  }));
}
