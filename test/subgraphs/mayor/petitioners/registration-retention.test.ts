import { describe, expect, it } from '@jest/globals';
import { createMayor } from '../../../../subgraphs/mayor/subgraph.ts';
import { eventually } from '../../../journeys/support/eventually.ts';
import { LI, openMailbox, WANG, type MailboxWorld } from '../../kit/mailbox/mailbox-world.ts';

const REGISTER = `mutation ($passport: String!) {
  registerPetitioner(registration: {
    name: "李明华", document: PASSPORT, documentNumber: $passport
  }) { id } }`;
const PROVE = '{ me { registrationProof } }';
const CHANGE = 'mutation { changeContact(phone: "13900000000") { id } }';

/** Starts anew on that day, which begins with a sweep, and waits until nothing else is left. */
async function sweptTo<Left>(
  mayor: MailboxWorld,
  instant: string,
  { read, left }: { read: (mayor: MailboxWorld) => Promise<Left[]>; left: Left[] },
): Promise<void> {
  mayor.clock.set(instant);
  await mayor.restart(mayor.personalDataKeys);
  await eventually(async () => (await read(mayor)).length <= left.length);
  expect(await read(mayor)).toEqual(left);
}

async function accounts(mayor: MailboxWorld): Promise<string[]> {
  const rows = await mayor.read<{ account: string }>(
    'select account from petitioner order by account',
  );
  return rows.map(({ account }) => account);
}

describe('R7, R96 what the registration office keeps', () => {
  it('are registrations for five years after somebody last did something with them', async () => {
    await using mayor = await openMailbox(createMayor, {
      schema: 'mayor',
      prefix: 'mayor',
      now: '2020-03-02T01:00:00Z',
    });
    const [zhao, qian, sun] = ['zhao', 'qian', 'sun'].map((id) => ({ ...LI, id: `account:${id}` }));
    for (const [index, actor] of [LI, WANG, zhao!, qian!, sun!].entries()) {
      if (actor === sun) mayor.clock.set('2020-03-02T01:00:01Z');
      const { errors } = await mayor.ask(actor, REGISTER, { passport: `E1234567${index}` });
      expect(errors).toBeUndefined();
    }
    mayor.clock.set('2021-03-02T01:00:00Z');
    await mayor.ask(WANG, PROVE);
    await mayor.ask(zhao!, CHANGE);
    // whoever only tried, and was refused, has used nothing
    await mayor.ask(qian!, REGISTER, { passport: 'E12345670' });
    const left = [sun!.id, zhao!.id, WANG.id];
    await sweptTo(mayor, '2025-03-02T01:00:01Z', { read: accounts, left });
    const again = await mayor.ask(LI, REGISTER, { passport: 'E12345670' });
    expect(again.errors).toBeUndefined();
    await sweptTo(mayor, '2026-03-02T01:00:01Z', { read: accounts, left: [LI.id] });
  });

  it('is the log of who did what for six, which nobody else can change', async () => {
    await using mayor = await openMailbox(createMayor, {
      schema: 'mayor',
      prefix: 'mayor',
      now: '2020-03-02T01:00:00Z',
    });
    await mayor.ask(LI, REGISTER, { passport: 'E12345670' });
    mayor.clock.set('2020-03-02T01:00:01Z');
    await mayor.ask(WANG, REGISTER, { passport: 'E12345671' });
    const read = () =>
      mayor.read<{ account: string }>('select distinct account from registration_log');
    await sweptTo(mayor, '2026-03-02T01:00:01Z', { read, left: [{ account: WANG.id }] });
    for (const statement of [
      'delete from registration_log',
      `update registration_log set account = ''`,
      'truncate registration_log',
    ])
      await expect(mayor.read(statement)).rejects.toThrow('only ever added to');
    const sneaking = `set petition_graph.retention = 'on'; update registration_log set account = ''`;
    await expect(mayor.read(sneaking)).rejects.toThrow('only ever added to');
  });
});
