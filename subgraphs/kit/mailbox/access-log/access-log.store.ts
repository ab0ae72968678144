import type { MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { encodeCursor, toPage, type Page } from '../../pages/keyset.ts';
import { serialBefore } from '../../pages/serial-cursor.ts';
import type { AccessedPart, Accesses } from './access-recorder.ts';

/** AccessLogEntry of the SDL. */
export interface AccessLogEntry {
  /** Grows with time; not told to anybody. */
  id: string;
  at: Date;
  role: string;
  unitId: string | null;
  account: string | null;
  parts: AccessedPart[];
  requestId: string;
}

export interface AccessLogStore {
  /** Resolves once it is on disk. */
  append(who: { actor: Actor; requestId: string }, accesses: Accesses, at: Date): Promise<void>;
  /** Newest first. @throws CURSOR_INVALID */
  read(petitionId: string, first: number, after: string | null): Promise<Page<AccessLogEntry>>;
}

const COLUMNS = `id::text as id, at, role, unit_id as "unitId", account, parts,
  request_id as "requestId"`;

export function createAccessLogStore(orm: MikroORM): AccessLogStore {
  return {
    append: async ({ actor, requestId }, accesses, at) => {
      if (accesses.size === 0) return;
      const rows = [...accesses].map(([petitionId, parts]) => ({ petitionId, parts: [...parts] }));
      await orm.em.fork().execute(
        `insert into access_log (petition_id, parts, at, role, unit_id, account, request_id)
         select "petitionId", array(select jsonb_array_elements_text(parts)), ?, ?, ?, ?, ?
         from jsonb_to_recordset(?::jsonb) as seen ("petitionId" text, parts jsonb)`,
        [at, actor.role, actor.unit, actor.id, requestId, JSON.stringify(rows)],
      );
    },
    read: async (petitionId, first, after) => {
      const rows = await orm.em.fork().execute<(AccessLogEntry & { at: string })[]>(
        `select ${COLUMNS} from access_log l where petition_id = ? and l.id < ?::bigint
         order by l.id desc limit ?`,
        [petitionId, serialBefore(after), first + 1],
      );
      const entries = rows.map(({ at, ...entry }) => ({ ...entry, at: new Date(at) }));
      return toPage(entries, first, after !== null, ({ id }) => encodeCursor([id]));
    },
  };
}
