import { describe, expect, it } from '@jest/globals';
import { hashQueryCode } from '../../../subgraphs/kit/query-codes/query-code.ts';
import { createMayor } from '../../../subgraphs/mayor/subgraph.ts';
import {
  actorOf,
  CITY_BUREAU,
  codesOf,
  letterInput,
  LI,
  openMailbox,
  WANG,
  type Answer,
  type MailboxWorld,
} from '../kit/mailbox/mailbox-world.ts';

const SUBMIT = `mutation ($letter: LetterInput!, $leader: ID, $key: ID) {
  submitMayorPetition(letter: $letter, leader: $leader, idempotencyKey: $key) {
    queryCode submittedAt petition { __typename id ... on MayorPetition { leader { name } } }
  }
}`;
const ENTITIES = `query ($of: [_Any!]!) {
  _entities(representations: $of) {
    ... on MayorPetition { id title content petitioner { name phone isMasked } }
  }
}`;

interface Receipt {
  queryCode: string;
  submittedAt: string;
  petition: { __typename: string; id: string; leader: { name: string } | null };
}

function open(now?: string): Promise<MailboxWorld> {
  return openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor', ...(now && { now }) });
}

function firstEntity(answer: Answer): unknown {
  return (answer.data?._entities as unknown[])[0];
}

function receiptOf(answer: Answer): Receipt {
  expect(answer.errors).toBeUndefined();
  return answer.data?.submitMayorPetition as Receipt;
}

async function submit(mayor: MailboxWorld, variables = {}): Promise<Receipt> {
  return receiptOf(await mayor.ask(LI, SUBMIT, { letter: letterInput(), ...variables }));
}

describe("the mayor's mailbox", () => {
  it('R3 keeps the leader a letter is addressed to', async () => {
    await using mayor = await open();
    const { petition } = await submit(mayor, { leader: 'leader:vice-mayor-construction' });
    expect(petition.leader).toEqual({ name: '何若兰' });
  });

  it('R3 refuses an unknown leader by name of the argument', async () => {
    await using mayor = await open();
    const answer = await mayor.ask(LI, SUBMIT, { letter: letterInput(), leader: 'leader:nobody' });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'leader',
    });
  });

  it('R3 lists leaders in protocol order with portfolio and address', async () => {
    await using mayor = await open();
    const { data } = await mayor.ask(null, '{ leaders { id title portfolio email } }');
    expect(data?.leaders).toHaveLength(8);
    expect((data?.leaders as unknown[])[0]).toMatchObject({ id: 'leader:mayor', title: '市长' });
  });

  it('R16 tells the petitioner a query code and everybody else its hash', async () => {
    await using mayor = await open();
    const { petition, queryCode } = await submit(mayor);
    await mayor.casework.calls.reached(1);
    expect(mayor.casework.calls.items).toEqual([
      {
        actor: { role: 'SYSTEM', id: 'mailbox:mayor', unit: 'mayor' },
        petition: {
          petitionId: petition.id,
          mailbox: 'MAYOR',
          mailboxUnit: null,
          channel: 'ONLINE',
          type: 'COMPLAINT',
          submittedAt: '2026-03-02T01:00:00.000Z',
          signatoryCount: 1,
          petitionerAccount: 'citizen-li',
          category: null,
          accusedUnits: [],
          queryCodeHash: hashQueryCode(queryCode),
          contentFingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
          petitionerMarks: [expect.stringMatching(/^[\w-]{43}$/)],
        },
      },
    ]);
    const [row] = await mayor.read<Record<string, unknown>>('select * from petition');
    expect(JSON.stringify(row)).not.toContain(queryCode);
  });

  it('R27 counts the petitioner and those who joined', async () => {
    await using mayor = await open();
    const jointSignatories = Array.from({ length: 39 }, (_, index) => `某${index}`);
    await submit(mayor, { letter: letterInput({ jointSignatories }) });
    await mayor.casework.calls.reached(1);
    expect(mayor.casework.calls.items[0]?.petition.signatoryCount).toBe(40);
  });

  it('R47 lets the bureau file for somebody: flagged, and nobody’s own letter', async () => {
    await using mayor = await open();
    const letter = letterInput({ channel: 'VISIT' });
    receiptOf(await mayor.ask(CITY_BUREAU, SUBMIT, { letter }));
    const rows = await mayor.read('select channel, petitioner_account, filed_by from petition');
    expect(rows).toEqual([
      { channel: 'VISIT', petitioner_account: null, filed_by: 'CITY_BUREAU-1' },
    ]);
  });

  it('refuses who may not write, and names the field of a bad letter', async () => {
    await using mayor = await open();
    const letter = letterInput();
    expect(codesOf(await mayor.ask(null, SUBMIT, { letter }))).toEqual(['UNAUTHENTICATED']);
    const office = actorOf('CITY_OFFICE');
    expect(codesOf(await mayor.ask(office, SUBMIT, { letter }))).toEqual(['FORBIDDEN']);
    const bad = await mayor.ask(LI, SUBMIT, { letter: letterInput({ title: ' ' }) });
    expect(bad.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'letter.title',
    });
    expect(await mayor.read('select id from petition')).toEqual([]);
  });

  it('gives a retry with the same key the same receipt and stores one letter', async () => {
    await using mayor = await open();
    const [first, second] = await Promise.all([
      submit(mayor, { key: 'k1' }),
      submit(mayor, { key: 'k1' }),
    ]);
    expect(second).toEqual(first);
    expect(await submit(mayor, { key: 'k1' })).toEqual(first);
    expect(await mayor.read('select id from petition')).toHaveLength(1);
    expect(await mayor.read('select id from outbox')).toHaveLength(1);
  });

  it('refuses a key that comes again with another letter, and keeps keys apart by account', async () => {
    await using mayor = await open();
    const first = await submit(mayor, { key: 'k1' });
    const other = letterInput({ title: '另一件事' });
    expect(codesOf(await mayor.ask(LI, SUBMIT, { letter: other, key: 'k1' }))).toEqual([
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    const wang = receiptOf(await mayor.ask(WANG, SUBMIT, { letter: other, key: 'k1' }));
    expect(wang.petition.id).not.toBe(first.petition.id);
  });
});

describe('R8 own letters', () => {
  const MINE = `query ($after: String) {
    myMayorPetitions(first: 2, after: $after) {
      edges { node { title petitioner { name isMasked } } } pageInfo { hasNextPage endCursor }
    }
  }`;

  it('are listed newest first, page by page, with nobody else’s', async () => {
    await using mayor = await open();
    for (const title of ['一', '二', '三']) {
      mayor.clock.set(`2026-03-0${title === '一' ? 1 : title === '二' ? 2 : 3}T01:00:00Z`);
      await submit(mayor, { letter: letterInput({ title }) });
      await mayor.ask(WANG, SUBMIT, { letter: letterInput({ title: '别人的' }) });
    }
    const first = (await mayor.ask(LI, MINE)).data?.myMayorPetitions as {
      edges: unknown[];
      pageInfo: { endCursor: string };
    };
    expect(first).toMatchObject({
      edges: [{ node: { title: '三' } }, { node: { title: '二' } }],
      pageInfo: { hasNextPage: true },
    });
    const { data } = await mayor.ask(LI, MINE, { after: first.pageInfo.endCursor });
    expect(data?.myMayorPetitions).toMatchObject({
      edges: [{ node: { title: '一', petitioner: { name: '李明华', isMasked: false } } }],
      pageInfo: { hasNextPage: false },
    });
  });

  it('need an account and a true cursor', async () => {
    await using mayor = await open();
    expect(codesOf(await mayor.ask(null, MINE))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await mayor.ask(CITY_BUREAU, MINE))).toEqual(['FORBIDDEN']);
    expect(codesOf(await mayor.ask(LI, MINE, { after: 'bm9uc2Vuc2U' }))).toEqual([
      'CURSOR_INVALID',
    ]);
  });

  it('are found by their id by the petitioner, not by another citizen or nobody', async () => {
    await using mayor = await open();
    const { petition } = await submit(mayor);
    const find = 'query ($id: ID!) { mayorPetition(id: $id) { title } }';
    const found = async (actor: Parameters<MailboxWorld['ask']>[0], id = petition.id) =>
      (await mayor.ask(actor, find, { id })).data?.mayorPetition;
    expect(await found(LI)).toEqual({ title: '路灯不亮' });
    expect(await found(WANG)).toBeNull();
    expect(await found(null)).toBeNull();
    expect(await found(CITY_BUREAU, 'mayor:unknown')).toBeNull();
    expect(await found(CITY_BUREAU, 'mayor:\0')).toBeNull();
  });
});

describe('letters as the gateway asks for them', () => {
  const housing = actorOf('DEPARTMENT', 'department:housing');

  it('R96 shows them to units that handle the case, and masks them for others', async () => {
    await using mayor = await open();
    const { petition } = await submit(mayor);
    const of = (handlingUnits?: string[] | null) => [
      { __typename: 'MayorPetition', id: petition.id, handlingUnits },
    ];
    const handled = await mayor.ask(housing, ENTITIES, { of: of(['department:housing']) });
    expect(handled.errors).toBeUndefined();
    expect(firstEntity(handled)).toEqual({
      id: petition.id,
      title: '路灯不亮',
      content: '门口路灯坏了三个月。',
      petitioner: { name: '李明华', phone: '13800000000', isMasked: false },
    });
    for (const units of [[], null, undefined, ['department:transport']]) {
      const other = await mayor.ask(housing, ENTITIES, { of: of(units) });
      expect(codesOf(other)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
      expect(firstEntity(other)).toEqual({
        id: petition.id,
        title: null,
        content: null,
        petitioner: { name: '李某', phone: null, isMasked: true },
      });
    }
  });

  it('answers null for a letter that is not there', async () => {
    await using mayor = await open();
    const of = [{ __typename: 'MayorPetition', id: 'mayor:0198c0de-0000-7000-8000-000000000000' }];
    const { data } = await mayor.ask(CITY_BUREAU, ENTITIES, { of });
    expect(data?._entities).toEqual([null]);
  });
});
