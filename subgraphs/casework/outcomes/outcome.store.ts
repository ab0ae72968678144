import type { EntityManager } from '@mikro-orm/postgresql';
import { later, type Position } from '../events/event-position.ts';
import { LOG_END } from '../events/log-end.store.ts';
import type { CaseOutcomeAct, DeclineGround } from '../generated/resolver-types.ts';

/** An event by which whoever passed a letter on learns what became of it. */
export interface OutcomeRow {
  xid: string;
  seq: string;
  caseId: string;
  petitionId: string;
  act: CaseOutcomeAct;
  at: Date;
  registrationNumber: string;
  /** Registration number. */
  firstRegistration: string | null;
  declineGround: DeclineGround | null;
}

export interface OutcomePage {
  rows: OutcomeRow[];
  /** Where the next page begins. */
  next: Position;
  hasMore: boolean;
}

type PageRow = Omit<OutcomeRow, 'seq' | 'at'> & {
  readUpTo: string;
  seq: string | null;
  at: string;
};

/**
 * Reads on from a position, only events of transactions older than every open one: nothing can be
 * committed before them any more, so none is ever left out.
 * @param mailbox begin of the petition ids, such as `national`
 */
export async function readOutcomes(
  em: EntityManager,
  query: { mailbox: string; after: Position; limit: number },
): Promise<OutcomePage> {
  const { mailbox, after, limit } = query;
  const rows = await em.execute<PageRow[]>(
    `select s.read_up_to::text as "readUpTo", e.*
     from (select ${LOG_END} as read_up_to) s
     left join lateral (
       select ce.xid::text, ce.seq::text, ce.case_id as "caseId", ce.at,
         case ce.act
           when 'CASE_REGISTERED' then 'REGISTERED'
           when 'CASE_DECLINED' then 'DECLINED'
           when 'REPLY_PUBLISHED' then 'PUBLISHED'
           else 'CONCLUDED' end as act,
         c.petition_id as "petitionId", c.registration_number as "registrationNumber",
         f.registration_number as "firstRegistration", c.decline_ground as "declineGround"
       from case_event ce
       join "case" c on c.id = ce.case_id
       left join "case" f on f.id = c.repeat_of
       where ce.act in ('CASE_REGISTERED', 'CASE_DECLINED', 'REPLY_PUBLISHED', 'CASE_CONCLUDED')
         and (ce.xid, ce.seq) > (?::xid8, ?::bigint) and ce.xid < s.read_up_to
         and starts_with(c.petition_id, ?)
       order by ce.xid, ce.seq limit ?) e on true`,
    [after.xid, after.seq, `${mailbox}:`, limit],
  );
  return toPage(rows, after, limit);
}

function toPage(rows: readonly PageRow[], after: Position, limit: number): OutcomePage {
  const outcomes = rows.flatMap(({ readUpTo: _readUpTo, seq, at, ...row }): OutcomeRow[] =>
    seq === null ? [] : [{ ...row, seq, at: new Date(at) }],
  );
  const last = outcomes.at(-1);
  const hasMore = outcomes.length === limit;
  const readUpTo = { xid: rows[0]?.readUpTo ?? after.xid, seq: '0' };
  return {
    rows: outcomes,
    next: hasMore && last ? { xid: last.xid, seq: last.seq } : later(after, readUpTo),
    hasMore,
  };
}
