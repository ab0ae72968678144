import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { createMayor } from '../../../../subgraphs/mayor/subgraph.ts';
import {
  actorOf,
  CITY_BUREAU,
  codesOf,
  letterInput,
  LI,
  openMailbox,
  WANG,
  type MailboxWorld,
} from './mailbox-world.ts';

const HOUSING = actorOf('DEPARTMENT', 'department:housing');
const CITY_OFFICE = actorOf('CITY_OFFICE');
const SUBMIT = `mutation ($letter: LetterInput!) {
  submitMayorPetition(letter: $letter) { petition { id } } }`;
const LOG = `query ($id: ID!, $first: Int! = 20, $after: String) { mayorPetition(id: $id) {
  accessLog(first: $first, after: $after) { pageInfo { hasNextPage endCursor }
    edges { node { at role unitId account parts requestId } } } } }`;

interface LogPage {
  pageInfo: { hasNextPage: boolean; endCursor: string };
  edges: { node: { role: string; account: string | null; parts: string[] } }[];
}

let mayor: MailboxWorld;
beforeAll(async () => {
  mayor = await openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });
});
afterAll(async () => mayor[Symbol.asyncDispose]());

async function submit(): Promise<string> {
  const { data } = await mayor.ask(LI, SUBMIT, { letter: letterInput() });
  return (data?.submitMayorPetition as { petition: { id: string } }).petition.id;
}

async function see(actor: Actor, id: string, fields: string, units: string[] = []): Promise<void> {
  const of = [{ __typename: 'MayorPetition', id, handlingUnits: units }];
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) {
    ... on MayorPetition { ${fields} } } }`;
  await mayor.ask(actor, query, { of });
}

async function logSeenBy(actor: Actor, id: string, page = {}): Promise<LogPage> {
  const { data } = await mayor.ask(actor, LOG, { id, ...page });
  return (data?.mayorPetition as { accessLog: LogPage }).accessLog;
}

describe('R96 the log of who saw a letter', () => {
  it('has staff that reads what was said by the query code, and nobody else who has it', async () => {
    const submission = `mutation ($letter: LetterInput!) {
      submitMayorPetition(letter: $letter) { queryCode petition { id } } }`;
    const { data } = await mayor.ask(LI, submission, { letter: letterInput() });
    const receipt = data?.submitMayorPetition as { queryCode: string; petition: { id: string } };
    const { id } = receipt.petition;
    const said = `messages(queryCode: "${receipt.queryCode}") { edges { node { text } } }`;
    for (const actor of [WANG, LI, HOUSING]) await see(actor, id, said);
    const { edges } = await logSeenBy(CITY_OFFICE, id);
    expect(edges.map(({ node }) => [node.role, node.parts])).toEqual([
      ['DEPARTMENT', ['MESSAGES']],
    ]);
  });

  it('has one entry for each request, with all it showed, and none for what was masked', async () => {
    const id = await submit();
    await see(HOUSING, id, 'title', ['department:housing']);
    await see(HOUSING, id, 'content petitioner { name phone }', []);
    await see(WANG, id, 'content petitioner { name }');
    await see(LI, id, 'content petitioner { name }');
    expect((await logSeenBy(CITY_OFFICE, id)).edges).toEqual([]);
    await see(HOUSING, id, 'content petitioner { name } again: content', ['department:housing']);
    await see(CITY_BUREAU, id, 'content');
    expect((await logSeenBy(CITY_OFFICE, id)).edges.map(({ node }) => node)).toEqual([
      {
        at: '2026-03-02T01:00:00.000Z',
        role: 'CITY_BUREAU',
        unitId: null,
        account: CITY_BUREAU.id,
        parts: ['LETTER'],
        requestId: expect.any(String),
      },
      {
        at: '2026-03-02T01:00:00.000Z',
        role: 'DEPARTMENT',
        unitId: 'department:housing',
        account: HOUSING.id,
        parts: ['LETTER', 'PETITIONER'],
        requestId: expect.any(String),
      },
    ]);
  });

  it('is paged, newest first', async () => {
    const id = await submit();
    for (const fields of ['content', 'petitioner { name }', 'content'])
      await see(CITY_BUREAU, id, fields);
    const first = await logSeenBy(CITY_OFFICE, id, { first: 2 });
    const second = await logSeenBy(CITY_OFFICE, id, { after: first.pageInfo.endCursor });
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    const parts = [...first.edges, ...second.edges].map(({ node }) => node.parts.join());
    expect(parts).toEqual(['LETTER', 'PETITIONER', 'LETTER']);
  });

  it('is shown to the supervising office, and to the petitioner without accounts', async () => {
    const id = await submit();
    await see(CITY_BUREAU, id, 'content');
    const [own] = (await logSeenBy(LI, id)).edges;
    expect(own?.node).toMatchObject({ role: 'CITY_BUREAU', account: null });
    for (const actor of [CITY_BUREAU, HOUSING])
      expect(codesOf(await mayor.ask(actor, LOG, { id }))).toEqual(['FORBIDDEN']);
  });

  it('is only ever added to', async () => {
    const id = await submit();
    await see(CITY_BUREAU, id, 'content');
    for (const statement of [
      "update access_log set account = 'nobody'",
      'delete from access_log',
      'truncate access_log',
    ])
      await expect(mayor.read(statement)).rejects.toThrow('only ever added to');
    expect((await logSeenBy(CITY_OFFICE, id)).edges).toHaveLength(1);
  });

  it('comes first: what cannot be written down is not shown', async () => {
    const id = await submit();
    await mayor.read('alter table access_log rename to access_log_away');
    const of = [{ __typename: 'MayorPetition', id, handlingUnits: [] }];
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) {
      ... on MayorPetition { petitioner { name } } } }`;
    const answer = await mayor.ask(CITY_BUREAU, query, { of });
    await mayor.read('alter table access_log_away rename to access_log');
    expect(JSON.stringify(answer)).not.toContain(letterInput().petitioner.name);
    expect(codesOf(answer)).toEqual(['INTERNAL_SERVER_ERROR']);
  });
});
