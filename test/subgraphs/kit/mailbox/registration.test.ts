import { describe, expect, it } from '@jest/globals';
import { createDistricts } from '../../../../subgraphs/districts/subgraph.ts';
import {
  CITY_BUREAU,
  historicalLetter,
  letterInput,
  LI,
  openMailbox,
  type MailboxWorld,
} from './mailbox-world.ts';

const SUBMIT = `mutation ($letter: LetterInput!) {
  submitDistrictPetition(district: "511602", letter: $letter) { queryCode petition { id } }
}`;
const IMPORT = `mutation ($letters: [HistoricalLetterInput!]!) {
  importDistrictPetitions(district: "511602", letters: $letters) { imported }
}`;

function open(): Promise<MailboxWorld> {
  const where = { schema: 'districts', prefix: 'district', withRealCasework: true };
  return openMailbox(createDistricts, where);
}

interface Receipt {
  queryCode: string;
  petition: { id: string };
}

async function submit(districts: MailboxWorld): Promise<Receipt> {
  const { data } = await districts.ask(LI, SUBMIT, { letter: letterInput() });
  return data?.submitDistrictPetition as Receipt;
}

async function allDelivered(districts: MailboxWorld): Promise<void> {
  const waiting = 'select id, last_error from outbox where delivered_at is null';
  while ((await districts.read(waiting)).length > 0) await new Promise(setImmediate);
}

describe('registration at casework itself', () => {
  it('R16 R24 makes a case of a letter, which its query code finds', async () => {
    await using districts = await open();
    districts.clock.run();
    const { petition, queryCode } = await submit(districts);
    await allDelivered(districts);
    const cases = await districts.read(
      'select petition_id, petitioner_account from casework."case"',
    );
    expect(cases).toEqual([{ petition_id: petition.id, petitioner_account: 'citizen-li' }]);
    const response = await fetch(districts.caseworkUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'query ($queryCode: String!) { caseStatus(queryCode: $queryCode) { state } }',
        variables: { queryCode },
      }),
    });
    expect(await response.json()).toEqual({ data: { caseStatus: { state: 'REGISTERED' } } });
  });

  it('registers a letter once, even where a crash makes the relay deliver it again', async () => {
    await using districts = await open();
    districts.clock.run();
    await submit(districts);
    await allDelivered(districts);
    await districts.read('update outbox set delivered_at = null');
    await allDelivered(districts);
    const [sent] = await districts.read<{ attempts: number }>('select attempts from outbox');
    expect(sent?.attempts).toBeGreaterThanOrEqual(2);
    expect(await districts.read('select id from casework."case"')).toHaveLength(1);
  });

  it('R34 R78 knows a letter that its writer sent before, and keeps it', async () => {
    await using districts = await open();
    districts.clock.run();
    await submit(districts);
    await allDelivered(districts);
    await submit(districts);
    await allDelivered(districts);
    const cases = await districts.read(
      'select repeat_of = lag(id) over (order by id) as is_repeat from casework."case" order by id',
    );
    expect(cases).toEqual([{ is_repeat: null }, { is_repeat: true }]);
  });

  it('hands over the past of a historical letter', async () => {
    await using districts = await open();
    districts.clock.run();
    const letters = [
      historicalLetter(),
      historicalLetter({ sourceNumber: '2', reply: null, repliedAt: null }),
    ];
    await districts.ask(CITY_BUREAU, IMPORT, { letters });
    await allDelivered(districts);
    expect(await districts.read('select submitted_at from casework."case"')).toHaveLength(2);
    expect(await districts.read('select id from casework.reply')).toHaveLength(1);
  });
});
