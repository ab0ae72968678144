import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { toHeadCursor } from '../../../../subgraphs/casework/events/event-position.ts';
import { cityBureau } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { logIsReadable } from '../support/readable-log.ts';
import { act, caseOf, expectData } from '../support/story.ts';
import { startReceiver } from './receiver.ts';

const LONGEST_TRY_MS = 10_000;
const START_OF_LOG = toHeadCursor({ xid: '0', seq: '0' });

/** For how long nobody else may send yet. */
async function readLeaseMs({ clock, databaseUrl }: TestCasework): Promise<number> {
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ until: Date }>(
      'select leased_until as until from casework.webhook',
    );
    return rows[0]!.until.getTime() - clock.now().getTime();
  } finally {
    await client.end();
  }
}

describe('R31 a replica that sends events', () => {
  it('is the only one through each try, however long a receiver takes for every one of them', async () => {
    await using casework = await startCasework();
    const leasesMs: number[] = [];
    await using receiver = await startReceiver(async () => {
      leasesMs.push(await readLeaseMs(casework));
      casework.clock.set(new Date(casework.clock.now().getTime() + LONGEST_TRY_MS).toISOString());
    });
    const caseId = await caseOf(casework, 'mayor');
    await act(casework, cityBureau, 'acceptCase', { caseId });
    await logIsReadable(casework);
    const registered = await casework.ask(
      cityBureau,
      `mutation ($url: String!, $after: String!) {
        registerWebhook(url: $url, after: $after) { webhook { id } } }`,
      { url: receiver.url, after: START_OF_LOG },
    );
    expectData(registered);
    await receiver.waitFor(() => receiver.received.length >= 2);
    expect(leasesMs.filter((leaseMs) => leaseMs <= LONGEST_TRY_MS)).toEqual([]);
  });
});
