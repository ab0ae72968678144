import { Client } from 'pg';
import type { Position } from '../../../../subgraphs/casework/events/event-position.ts';

/** A connection of its own on which a test decides when a transaction ends. */
export interface EventWriter extends AsyncDisposable {
  begin(): Promise<void>;
  append(caseId: string, unitId?: string): Promise<void>;
  /** An event with the open assignment that it is about. */
  issue(caseId: string, unitId: string): Promise<void>;
  /** Makes the transaction one that writes, without an event. */
  write(): Promise<void>;
  /** Of the newest event that it sees, whether or not readers see it yet. */
  lastPosition(): Promise<Position>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

export async function openWriter(url: string): Promise<EventWriter> {
  const client = new Client({ connectionString: url, options: '-c search_path=casework' });
  await client.connect();
  const run = async (sql: string, values: string[] = []): Promise<void> => {
    await client.query(sql, values);
  };
  return {
    begin: () => run('begin'),
    append: (caseId, unitId = 'district:511602') =>
      run(
        `insert into case_event (case_id, act, unit_id, at)
         values ($1, 'ASSIGNMENT_ISSUED', $2, now())`,
        [caseId, unitId],
      ),
    issue: (caseId, unitId) =>
      run(
        `with given as (
           insert into assignment (id, case_id, kind, unit_id, state, issued_at)
           values (gen_random_uuid(), $1, 'REFERRAL', $2, 'ISSUED', now()) returning *)
         insert into case_event (case_id, act, unit_id, assignment_id, at)
         select case_id, 'ASSIGNMENT_ISSUED', unit_id, id, issued_at from given`,
        [caseId, unitId],
      ),
    write: () => run('select pg_current_xact_id()'),
    lastPosition: async () => {
      const { rows } = await client.query<Position>(
        'select xid::text, seq::text from case_event order by xid desc, seq desc limit 1',
      );
      return rows[0]!;
    },
    commit: () => run('commit'),
    rollback: () => run('rollback'),
    [Symbol.asyncDispose]: () => client.end(),
  };
}
