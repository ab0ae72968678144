import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import {
  cityBureau,
  citizenLi,
  citizenWang,
  cityOffice,
  guangan,
  housing,
  mailboxOf,
  transport,
} from '../support/actors.ts';
import { ACTS, type ActName } from '../support/acts.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { expectData, refusal } from '../support/story.ts';
import { SITUATIONS, type Ids, type Situation } from './situations.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

const ACTORS: Record<string, Actor | null> = {
  nobody: null,
  citizenLi,
  citizenWang,
  cityBureau,
  cityOffice,
  guangan,
  housing,
  transport,
  mailbox: mailboxOf('mayor'),
};
const REFUSALS = new Set<unknown>(['UNAUTHENTICATED', 'NOT_FOUND', 'FORBIDDEN', 'ILLEGAL_MOVE']);

const TABLE = Object.entries(SITUATIONS).flatMap(([name, situation]) =>
  Object.entries(ACTORS).map(([who, actor]) => [name, who, actor, situation] as const),
);

describe('R41, R67, R68 availableActions and the commands agree: state × role × mutation', () => {
  it.each(TABLE)('%s, %s', async (_name, _who, actor, situation) => {
    const ids = await untouched(situation);
    const listed = await actionsOf(actor, ids.caseId);
    const others = (Object.keys(ACTS) as ActName[]).filter((name) => !listed.includes(name));
    const refused = await Promise.all(
      others.map(async (name) => ({ name, ...(await refusal(casework, actor, name, ids)) })),
    );
    expect(refused.filter(({ code }) => !REFUSALS.has(code))).toEqual([]);
    const done = await Promise.all(
      listed.map(async (name) => {
        const fresh = await complete(await situation(casework));
        return { name, refused: await refusal(casework, actor, name, fresh) };
      }),
    );
    expect(done).toEqual(listed.map((name) => ({ name, refused: null })));
  });

  it('names every mutation but registration', async () => {
    const query = `{ __schema { mutationType { fields { name } } } __type(name: "CaseAction") { enumValues { name } } }`;
    const { data } = await casework.ask<{
      __schema: { mutationType: { fields: { name: string }[] } };
      __type: { enumValues: { name: string }[] };
    }>(cityBureau, query);
    const mutations = data!.__schema.mutationType.fields
      .map(({ name }) => name)
      .filter((name) => name !== 'registerPetition');
    expect(data!.__type.enumValues.map(({ name }) => camelCase(name)).toSorted()).toEqual(
      mutations.toSorted(),
    );
    expect(Object.keys(ACTS).toSorted()).toEqual(mutations.toSorted());
  });
});

const known = new Map<Situation, Promise<Ids>>();

/** Refused acts change nothing, so all actors try theirs on one case of the situation. */
function untouched(situation: Situation): Promise<Ids> {
  const ids = known.get(situation) ?? situation(casework).then(complete);
  known.set(situation, ids);
  return ids;
}

/** Adds the deadline an act may be about: an open leg's, otherwise the whole case's. */
async function complete(ids: Ids): Promise<Ids> {
  const query = 'query ($id: ID!) { case(id: $id) { deadlines { id kind metAt } } }';
  const answer = await casework.ask<{
    case: { deadlines: { id: string; kind: string; metAt: string | null }[] };
  }>(cityOffice, query, { id: ids.caseId });
  const open = expectData(answer).case.deadlines.filter(({ metAt }) => metAt === null);
  const deadline =
    open.find(({ kind }) => kind === 'ASSIGNMENT') ?? open.find(({ kind }) => kind === 'HANDLING');
  return deadline ? { ...ids, deadlineId: deadline.id } : ids;
}

async function actionsOf(actor: Actor | null, caseId: string): Promise<ActName[]> {
  const query = 'query ($id: ID!) { case(id: $id) { availableActions } }';
  const answer = await casework.ask<{ case: { availableActions: string[] } | null }>(actor, query, {
    id: caseId,
  });
  const actions = expectData(answer).case?.availableActions ?? [];
  return actions.map((action) => camelCase(action) as ActName);
}

/** ACCEPT_CASE → acceptCase. */
function camelCase(action: string): string {
  return action.toLowerCase().replaceAll(/_(.)/g, (_match, letter: string) => letter.toUpperCase());
}
