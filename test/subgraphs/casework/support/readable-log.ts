import { Client } from 'pg';
import { eventually } from '../../../journeys/support/eventually.ts';

/**
 * Waits until all that is in the event log can be read: transactions of other tests on the same
 * server, open for a moment, hold it up.
 */
export async function logIsReadable({ databaseUrl }: { databaseUrl: string }): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await eventually(() => isReadable(client));
  } finally {
    await client.end();
  }
}

async function isReadable(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ readable: boolean }>(
    `select not exists (select 1 from casework.case_event
       where xid >= pg_snapshot_xmin(pg_current_snapshot())) as readable`,
  );
  return rows[0]!.readable;
}
