import type { EntityManager } from '@mikro-orm/postgresql';
import { later, type Position } from '../events/event-position.ts';
import { LOG_END } from '../events/log-end.store.ts';
import { TOLD_ACTS, type ToldAct } from './notice.rules.ts';

/** Something in the log that a petitioner should be told. */
interface ToldEvent {
  id: string;
  petitionId: string;
  act: ToldAct;
  registrationNumber: string;
  at: Date;
}

interface ToldPage {
  events: ToldEvent[];
  /** Where the next page begins. */
  next: Position;
  isFull: boolean;
}

type Row = Omit<ToldEvent, 'at' | 'id'> & {
  readUpTo: string;
  seq: string | null;
  xid: string;
  at: string;
};

/**
 * Reads on in the log, as far as nothing can be committed before it any more.
 * @param mailbox begin of the ids of the letters
 */
export async function readTold(
  em: EntityManager,
  mailbox: string,
  after: Position,
  limit: number,
): Promise<ToldPage> {
  const rows = await em.execute<Row[]>(
    `select s.read_up_to::text as "readUpTo", e.* from
       (select ${LOG_END} as read_up_to) s
     left join lateral (
       select ce.seq::text, ce.xid::text, ce.act, ce.at::text, c.petition_id as "petitionId",
         c.registration_number as "registrationNumber"
       from case_event ce join "case" c on c.id = ce.case_id
       where (ce.xid, ce.seq) > (?::xid8, ?::bigint) and ce.xid < s.read_up_to
         and ce.act in (select json_array_elements_text(?::json))
         and (ce.act <> 'MESSAGE_SENT' or ce.unit_id is not null)
         and starts_with(c.petition_id, ?)
       order by ce.xid, ce.seq limit ?) e on true`,
    [after.xid, after.seq, JSON.stringify(Object.keys(TOLD_ACTS)), mailbox, limit],
  );
  const found = rows.filter((row): row is Row & { seq: string } => row.seq !== null);
  const isFull = found.length === limit;
  const last = found.at(-1);
  return {
    events: found.map(({ seq, petitionId, act, registrationNumber, at }) => ({
      id: seq,
      petitionId,
      act,
      registrationNumber,
      at: new Date(at),
    })),
    next: isFull && last ? last : later(after, { xid: rows[0]?.readUpTo ?? after.xid, seq: '0' }),
    isFull,
  };
}
