import { Client } from 'pg';

/** An assignment as casework's log has it. */
export interface LoggedAssignment {
  assignmentId: string;
  unitId: string;
}

/** The assignments that were issued, in the order of the log, read from the database itself. */
export async function readIssuedAssignments(databaseUrl: string): Promise<LoggedAssignment[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ assignment_id: string; unit_id: string }>(
      `select assignment_id, unit_id from casework.case_event
       where act = 'ASSIGNMENT_ISSUED' order by xid, seq`,
    );
    return rows.map((row) => ({ assignmentId: row.assignment_id, unitId: row.unit_id }));
  } finally {
    await client.end();
  }
}
