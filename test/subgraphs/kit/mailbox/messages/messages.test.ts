import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../../schema/contract/actor.ts';
import { createQueryCode } from '../../../../../subgraphs/kit/query-codes/query-code.ts';
import { createMayor } from '../../../../../subgraphs/mayor/subgraph.ts';
import { eventually } from '../../../../journeys/support/eventually.ts';
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
} from '../mailbox-world.ts';

const HOUSING = actorOf('DEPARTMENT', 'department:housing');
const TRANSPORT = actorOf('DEPARTMENT', 'department:transport');
const CITY_OFFICE = actorOf('CITY_OFFICE');

const SUBMIT = `mutation ($letter: LetterInput!) {
  submitMayorPetition(letter: $letter) { queryCode petition { id } } }`;
const ADD = `mutation ($petition: ID!, $text: String!, $code: String, $key: ID) {
  addMayorPetitionMessage(petition: $petition, text: $text, queryCode: $code, idempotencyKey: $key) {
    id from unitId text sentAt } }`;
const SEE = `query ($of: [_Any!]!, $code: String, $first: Int! = 50, $after: String) {
  _entities(representations: $of) { ... on MayorPetition {
    messages(queryCode: $code, first: $first, after: $after) {
      edges { node { from unitId text } } pageInfo { hasNextPage endCursor } } } } }`;

interface Messages {
  edges: { node: { from: string; unitId: string | null; text: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

interface Letter {
  id: string;
  queryCode: string;
}

let mayor: MailboxWorld;
beforeAll(async () => {
  mayor = await openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });
  mayor.clock.run();
});
afterAll(async () => mayor[Symbol.asyncDispose]());
beforeEach(async () => {
  await mayor.read('truncate query_code_guess');
});

async function submit(): Promise<Letter> {
  const { data } = await mayor.ask(LI, SUBMIT, { letter: letterInput() });
  const receipt = data?.submitMayorPetition as { queryCode: string; petition: { id: string } };
  return { id: receipt.petition.id, queryCode: receipt.queryCode };
}

function add(actor: Actor | null, { id }: Letter, text: string, more = {}): Promise<Answer> {
  return mayor.ask(actor, ADD, { petition: id, text, ...more });
}

async function see(
  actor: Actor | null,
  { id }: Letter,
  more: Record<string, unknown> = {},
): Promise<Messages | null> {
  const of = [{ __typename: 'MayorPetition', id, handlingUnits: ['department:housing'] }];
  const { data } = await mayor.ask(actor, SEE, { of, ...more });
  const [seen] = data?._entities as [{ messages: Messages | null }];
  return seen.messages;
}

describe('R17 what is said after a letter', () => {
  it('comes from the petitioner, by account or query code, and from units that own or handle it', async () => {
    const letter = await submit();
    mayor.casework.handlingUnits.set(letter.id, ['department:housing']);
    await add(LI, letter, '第二盏也坏了。');
    await add(CITY_BUREAU, letter, '已转住建局。');
    await add(HOUSING, letter, '请说明具体位置。');
    await add(null, letter, '在东门。', { code: letter.queryCode.toLowerCase() });
    const { edges } = (await see(LI, letter))!;
    expect(edges.map(({ node }) => node)).toEqual([
      { from: 'PETITIONER', unitId: null, text: '第二盏也坏了。' },
      { from: 'UNIT', unitId: 'department:petition-bureau', text: '已转住建局。' },
      { from: 'UNIT', unitId: 'department:housing', text: '请说明具体位置。' },
      { from: 'PETITIONER', unitId: null, text: '在东门。' },
    ]);
    expect(await see(null, letter, { code: letter.queryCode })).toEqual(await see(HOUSING, letter));
  });

  it('is refused to everybody else', async () => {
    const letter = await submit();
    mayor.casework.handlingUnits.set(letter.id, ['department:housing']);
    const codes = async (actor: Actor | null) => codesOf(await add(actor, letter, '不相干'));
    expect(await codes(null)).toEqual(['UNAUTHENTICATED']);
    expect(await codes(WANG)).toEqual(['NOT_FOUND']);
    expect(await codes(TRANSPORT)).toEqual(['FORBIDDEN']);
    expect(await codes(CITY_OFFICE)).toEqual(['FORBIDDEN']);
    expect((await see(LI, letter))?.edges).toEqual([]);
    expect(await see(WANG, letter)).toBeNull();
    expect(await see(null, letter)).toBeNull();
    expect(await see(TRANSPORT, letter)).toBeNull();
    expect(await see(CITY_OFFICE, letter)).not.toBeNull();
  });

  it("answers a wrong code, another letter's code and a letter that there is not alike", async () => {
    const [letter, other] = [await submit(), await submit()];
    const nowhere = { ...letter, id: 'mayor:0198c0de-0000-7000-8000-000000000000' };
    const answers = await Promise.all([
      add(null, letter, '你好', { code: createQueryCode() }),
      add(null, letter, '你好', { code: other.queryCode }),
      add(null, nowhere, '你好', { code: letter.queryCode }),
    ]);
    const told = answers.map(({ errors }) =>
      errors?.map(({ message, extensions }) => [message, extensions]),
    );
    expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(codesOf(answers[0])).toEqual(['NOT_FOUND']);
    expect(codesOf(await add(null, letter, '你好', { code: 'ABCDE-FGHJK-LMNPQ' }))).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  it('lets nobody guess on: ten wrong codes, for adding and reading together', async () => {
    const letter = await submit();
    for (let tried = 0; tried < 5; tried += 1) {
      await add(null, letter, '你好', { code: createQueryCode() });
      await see(null, letter, { code: createQueryCode() });
    }
    expect(codesOf(await add(null, letter, '你好', { code: letter.queryCode }))).toEqual([
      'RATE_LIMITED',
    ]);
  });

  it('is kept with the account of whoever held the code and was signed in', async () => {
    const letter = await submit();
    for (const actor of [WANG, null])
      expect((await add(actor, letter, '代为补充。', { code: letter.queryCode })).errors).toBe(
        undefined,
      );
    const rows = await mayor.read(
      `select account from petition_message where petition_id = '${letter.id}' order by seq`,
    );
    expect(rows).toEqual([{ account: WANG.id }, { account: null }]);
  });

  it('is kept once per idempotency key', async () => {
    const letter = await submit();
    const code = letter.queryCode;
    const first = await add(null, letter, '补充', { code, key: 'k1' });
    expect(await add(null, letter, '补充', { code, key: 'k1' })).toEqual(first);
    expect(codesOf(await add(null, letter, '别的', { code, key: 'k1' }))).toEqual([
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    expect((await see(LI, letter))?.edges).toHaveLength(1);
  });

  it('is at most twenty of a petitioner in a day, and a text of up to 2,000 characters', async () => {
    const letter = await submit();
    for (let count = 0; count < 20; count += 1) await add(LI, letter, `补充 ${count}`);
    expect((await add(LI, letter, '补充')).errors?.[0]?.extensions).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      limit: 'messagesPerDay',
    });
    for (const text of [' ', '长'.repeat(2_001)])
      expect(codesOf(await add(CITY_BUREAU, letter, text))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await add(CITY_BUREAU, letter, '答'))).toEqual([]);
  });

  it('is at most twenty in a day however many come at the same moment', async () => {
    const letter = await submit();
    for (let count = 0; count < 18; count += 1) await add(LI, letter, `补充 ${count}`);
    const more = Array.from({ length: 8 }, (_, count) =>
      count % 2 ? add(LI, letter, '补充') : add(null, letter, '补充', { code: letter.queryCode }),
    );
    const refused = (await Promise.all(more)).filter(({ errors }) => errors !== undefined);
    expect(refused.flatMap(codesOf)).toEqual(Array(6).fill('LIMIT_EXCEEDED'));
    expect((await see(LI, letter))?.edges).toHaveLength(20);
  });

  it('is paged, oldest first', async () => {
    const letter = await submit();
    for (const text of ['一', '二', '三']) await add(LI, letter, text);
    const first = (await see(LI, letter, { first: 2 }))!;
    const second = (await see(LI, letter, { after: first.pageInfo.endCursor }))!;
    const texts = [...first.edges, ...second.edges].map(({ node }) => node.text);
    expect(texts).toEqual(['一', '二', '三']);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  it('is told to casework without a word of it', async () => {
    const letter = await submit();
    await add(LI, letter, '我叫李明华');
    // those of other letters may still be on their way
    const note = await eventually(async () =>
      mayor.casework.notes.items.find(({ petitionId }) => petitionId === letter.id),
    );
    expect(note).toEqual({
      petitionId: letter.id,
      messageId: expect.stringMatching(/^message:/),
      from: 'PETITIONER',
      unitId: null,
      sentAt: expect.any(String),
    });
  });
});

describe('R96 what is said after a letter', () => {
  it('is sealed in the database, and noted where somebody else reads it', async () => {
    const letter = await submit();
    await add(LI, letter, '我的电话是13800000000');
    const rows = await mayor.read('select * from petition_message');
    expect(JSON.stringify(rows)).not.toContain('13800000000');
    await see(LI, letter);
    await see(null, letter, { code: letter.queryCode });
    await see(CITY_BUREAU, letter);
    const log = await mayor.read(
      `select role, parts from access_log where petition_id = '${letter.id}'`,
    );
    expect(log).toEqual([{ role: 'CITY_BUREAU', parts: ['MESSAGES'] }]);
  });
});
