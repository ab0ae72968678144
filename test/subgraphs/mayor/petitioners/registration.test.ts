import { describe, expect, it } from '@jest/globals';
import { createMayor } from '../../../../subgraphs/mayor/subgraph.ts';
import { eventually } from '../../../journeys/support/eventually.ts';
import {
  actorOf,
  CITY_BUREAU,
  codesOf,
  LI,
  openMailbox,
  WANG,
  type Answer,
  type MailboxWorld,
} from '../../kit/mailbox/mailbox-world.ts';
import { createTestKeys } from '../../kit/mailbox/test-keys.ts';

const CITY_OFFICE = actorOf('CITY_OFFICE');
const NUMBER = '990101199001010035';
const LI_MING = {
  kind: 'PERSON',
  name: '李明华',
  document: 'RESIDENT_IDENTITY_CARD',
  documentNumber: NUMBER,
  phone: '13800000000',
  address: '某路1号',
};
const REGISTER = `mutation ($of: RegistrationInput!) {
  registerPetitioner(registration: $of) { id registration { name } }
}`;
const ME = `{ me { id registrationProof registration {
  kind name document documentNumber phone email address registeredAt
} } }`;
const LOG = `query ($account: ID, $first: Int, $after: String) {
  registrationLog(account: $account, first: $first, after: $after) {
    edges { cursor node { at account act requestId } } pageInfo { hasNextPage }
  }
}`;

function open(): Promise<MailboxWorld> {
  return openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });
}

function register(mayor: MailboxWorld, actor = LI, change = {}): Promise<Answer> {
  return mayor.ask(actor, REGISTER, { of: { ...LI_MING, ...change } });
}

async function proofOf(mayor: MailboxWorld, actor = LI): Promise<string> {
  const { data } = await mayor.ask(actor, '{ me { registrationProof } }');
  return (data?.me as { registrationProof: string }).registrationProof;
}

async function acts(mayor: MailboxWorld, variables = {}): Promise<string[]> {
  const { data } = await mayor.ask(CITY_OFFICE, LOG, variables);
  const { edges } = data?.registrationLog as { edges: { node: { act: string } }[] };
  return edges.map(({ node }) => node.act);
}

describe('R7 the registration office', () => {
  it('links a verified document to the account, tells it to its owner, and to nobody else', async () => {
    await using mayor = await open();
    expect((await mayor.ask(LI, ME)).data).toEqual({
      me: { id: LI.id, registrationProof: null, registration: null },
    });
    expect((await register(mayor)).data?.registerPetitioner).toMatchObject({ id: LI.id });
    expect((await mayor.ask(LI, ME)).data?.me).toMatchObject({
      registrationProof: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      registration: {
        name: '李明华',
        documentNumber: NUMBER,
        registeredAt: '2026-03-02T01:00:00.000Z',
      },
    });
    for (const stranger of [null, CITY_BUREAU, CITY_OFFICE, actorOf('SYSTEM', 'mayor')])
      expect((await mayor.ask(stranger, ME)).data).toEqual({ me: null });
    const entity = `query { _entities(representations: [{ __typename: "Account", id: "${LI.id}" }]) {
      ... on Account { registration { name } registrationProof } } }`;
    for (const stranger of [null, WANG, CITY_BUREAU, CITY_OFFICE])
      expect((await mayor.ask(stranger, entity)).data).toEqual({ _entities: [null] });
  });

  it('R1 registers legal persons and other organisations by their own documents', async () => {
    await using mayor = await open();
    const company = { kind: 'LEGAL_PERSON', name: '某某有限公司', document: 'SOCIAL_CREDIT_CODE' };
    const right = await register(mayor, LI, { ...company, documentNumber: '91110000802100433B' });
    expect(right.errors).toBeUndefined();
    const wrong = await register(mayor, WANG, { ...company, documentNumber: '91110000802100433C' });
    expect(wrong.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'registration.documentNumber',
    });
    const committee = {
      kind: 'ORGANIZATION',
      name: '某小区业主委员会',
      document: 'OTHER',
      documentName: '业主委员会备案证明',
      documentNumber: '备案2026001',
    };
    expect((await register(mayor, WANG, committee)).errors).toBeUndefined();
  });

  it('takes one account per document and one document per account, and the same again quietly', async () => {
    await using mayor = await open();
    await register(mayor);
    expect((await register(mayor)).errors).toBeUndefined();
    expect((await register(mayor, LI, { name: '另一人' })).errors?.[0]?.extensions).toMatchObject({
      code: 'REGISTRATION_CONFLICT',
      argument: 'registration',
    });
    const stolen = await register(mayor, WANG, {
      documentNumber: ` ${NUMBER.slice(0, 6)} ${NUMBER.slice(6)}`,
    });
    expect(stolen.errors?.[0]?.extensions).toMatchObject({
      code: 'REGISTRATION_CONFLICT',
      argument: 'registration.documentNumber',
    });
    expect(JSON.stringify(stolen)).not.toContain(NUMBER);
    expect(JSON.stringify(stolen)).not.toContain(LI.id);
  });

  it('takes one of many that register the same document at the same moment', async () => {
    await using mayor = await open();
    const accounts = Array.from({ length: 8 }, (_none, at) => actorOf('CITIZEN', null, `c-${at}`));
    const answers = await Promise.all(accounts.map((account) => register(mayor, account)));
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    expect(new Set(answers.flatMap(codesOf))).toEqual(new Set(['REGISTRATION_CONFLICT']));
  });

  it('refuses whoever is no petitioner', async () => {
    await using mayor = await open();
    expect(codesOf(await register(mayor, null as never))).toEqual(['UNAUTHENTICATED']);
    for (const role of ['CITY_BUREAU', 'CITY_OFFICE', 'DEPARTMENT', 'SYSTEM'] as const)
      expect(codesOf(await register(mayor, actorOf(role)))).toEqual(['FORBIDDEN']);
  });

  it('lets an account try five times an hour, right or wrong', async () => {
    await using mayor = await open();
    for (let tries = 0; tries < 5; tries += 1)
      expect(codesOf(await register(mayor, LI, { documentNumber: '1' }))).toEqual([
        'BAD_USER_INPUT',
      ]);
    const sixth = await register(mayor);
    expect(sixth.errors?.[0]?.extensions).toMatchObject({
      code: 'RATE_LIMITED',
      limit: 'registrations',
      retryAfter: 3600,
    });
    expect((await register(mayor, WANG)).errors).toBeUndefined();
    mayor.clock.set('2026-03-02T02:00:01Z');
    expect(codesOf(await register(mayor))).toEqual(['REGISTRATION_CONFLICT']);
  });

  it('writes down every step for the supervising office, and no name or number', async () => {
    await using mayor = await open();
    await register(mayor, LI, { documentNumber: '1' });
    await register(mayor);
    await proofOf(mayor);
    await mayor.ask(LI, 'mutation { changeContact(phone: "13900000001") { id } }');
    await mayor.ask(LI, 'mutation { cancelRegistration { id } }');
    expect(await acts(mayor)).toEqual([
      'CANCELLED',
      'CONTACT_CHANGED',
      'PROOF_GIVEN',
      'REGISTERED',
      'TRIED',
      'TRIED',
    ]);
    expect(await acts(mayor, { account: WANG.id })).toEqual([]);
    const { data } = await mayor.ask(CITY_OFFICE, LOG, { first: 2 });
    const page = data?.registrationLog as { edges: { cursor: string }[] };
    expect(await acts(mayor, { first: 2, after: page.edges[1]?.cursor })).toEqual([
      'PROOF_GIVEN',
      'REGISTERED',
    ]);
    for (const [actor, code] of [
      [null, 'UNAUTHENTICATED'],
      [LI, 'FORBIDDEN'],
      [CITY_BUREAU, 'FORBIDDEN'],
    ] as const)
      expect(codesOf(await mayor.ask(actor, LOG))).toEqual([code]);
    await expect(mayor.read('delete from registration_log')).rejects.toThrow('only ever added to');
  });

  it('forgets a registration on demand; the document is free again', async () => {
    await using mayor = await open();
    await register(mayor);
    await mayor.ask(LI, 'mutation { cancelRegistration { id } }');
    expect((await mayor.ask(LI, ME)).data?.me).toMatchObject({ registration: null });
    expect(await mayor.read('select * from petitioner')).toEqual([]);
    expect((await register(mayor, WANG)).errors).toBeUndefined();
  });

  it('changes no contact of a registration that is cancelled at the same moment, and does not say so', async () => {
    await using mayor = await open();
    await register(mayor);
    const cancelled = mayor.read(`delete from petitioner; select pg_advisory_xact_lock(7);
      do $$ begin
        while not exists (select from pg_locks where not granted
          and transactionid = pg_current_xact_id()::xid)
        loop perform pg_sleep(0.01); end loop;
      end $$`);
    await eventually(async () =>
      (
        await mayor.read(`select from pg_locks where locktype = 'advisory' and objid = 7
        and database = (select oid from pg_database where datname = current_database())`)
      ).at(0),
    );
    const changed = await mayor.ask(LI, 'mutation { changeContact(phone: "13900000001") { id } }');
    await cancelled;
    expect(codesOf(changed)).toEqual(['NOT_FOUND']);
    expect(await acts(mayor)).not.toContain('CONTACT_CHANGED');
  });

  it('R96 keeps nothing readable in the database, and seals anew with a new key', async () => {
    await using mayor = await open();
    await register(mayor);
    const dump = async () => JSON.stringify(await mayor.read('select * from petitioner'));
    for (const part of ['李明华', NUMBER, '13800000000', '某路1号'])
      expect(await dump()).not.toContain(part);
    const old = await dump();
    expect(old).toContain('sealed:first:');
    const keys = createTestKeys('first', 'second');
    await mayor.restart({
      ...keys,
      keys: new Map([...keys.keys, ...mayor.personalDataKeys.keys]),
      index: mayor.personalDataKeys.index,
    });
    await eventually(async () => (await dump()).includes('sealed:second:'));
    expect((await mayor.ask(LI, ME)).data?.me).toMatchObject({ registration: { name: '李明华' } });
    expect(codesOf(await register(mayor, WANG))).toEqual(['REGISTRATION_CONFLICT']);
  });
});
