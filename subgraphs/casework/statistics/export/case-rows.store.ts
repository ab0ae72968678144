import { randomUUID } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { searchCondition, type CaseSearch } from '../../cases/case.store.ts';

/** What a list of cases shows of each; no text of the letter and nothing of its writer. */
export interface ExportedCase {
  registrationNumber: string;
  mailbox: string;
  mailboxUnit: string | null;
  handlingUnits: string[];
  channel: string;
  type: string;
  category: string | null;
  state: string;
  signatories: number;
  isRepeat: boolean;
  submittedAt: Date;
  dueAt: Date | null;
  answeredAt: Date | null;
  satisfaction: string | null;
}

const ROWS_AT_ONCE = 1_000;

/**
 * The cases of a search by submission, a thousand at a time out of one snapshot. The transaction
 * reads alone, so it holds up no event; whoever stops reading for a minute loses it.
 */
export async function* exportedCases(
  orm: MikroORM,
  search: CaseSearch,
): AsyncGenerator<ExportedCase> {
  const em = orm.em.fork();
  await em.begin();
  try {
    await em.execute(`set local idle_in_transaction_session_timeout = '60s'`);
    const cursor = await openCursor(em, search);
    for (;;) {
      const rows: CaseColumns[] = await em.execute(`fetch ${ROWS_AT_ONCE} from "${cursor}"`);
      for (const row of rows) yield toExported(row);
      if (rows.length < ROWS_AT_ONCE) return;
    }
  } finally {
    await em.rollback();
  }
}

async function openCursor(em: EntityManager, search: CaseSearch): Promise<string> {
  const cursor = `export-${randomUUID()}`;
  const where = searchCondition(search);
  await em.execute(
    `declare "${cursor}" no scroll cursor for
     select c.registration_number as "registrationNumber", c.mailbox, c.mailbox_unit as "mailboxUnit",
       array_to_json(c.handling_units)::text as units, c.channel, c.type, c.category, c.state,
       c.signatory_count as signatories, f.is_repeat as "isRepeat",
       c.submitted_at as "submittedAt", f.handling_due_at as "dueAt",
       f.handling_met_at as "answeredAt", f.satisfaction
     from "case" c join case_fact f on f.case_id = c.id
     ${where.sql} order by c.submitted_at, c.id`,
    [...where.params],
  );
  return cursor;
}

/** Read with whatever parser the driver has. */
type Instant = string | Date;

interface CaseColumns extends Omit<
  ExportedCase,
  'handlingUnits' | 'submittedAt' | 'dueAt' | 'answeredAt'
> {
  /** JSON, which reads alike by every driver. */
  units: string;
  submittedAt: Instant;
  dueAt: Instant | null;
  answeredAt: Instant | null;
}

function toExported({ units, submittedAt, dueAt, answeredAt, ...row }: CaseColumns): ExportedCase {
  return {
    ...row,
    handlingUnits: JSON.parse(units) as string[],
    submittedAt: new Date(submittedAt),
    dueAt: dueAt === null ? null : new Date(dueAt),
    answeredAt: answeredAt === null ? null : new Date(answeredAt),
  };
}
