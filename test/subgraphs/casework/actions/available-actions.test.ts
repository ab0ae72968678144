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
import { createCaseCopier, type CaseCopier } from './copy-case.ts';
import { SITUATIONS, type Ids, type Situation } from './situations.ts';

let casework: TestCasework;
let copier: CaseCopier;
beforeAll(async () => {
  casework = await startCasework();
  copier = createCaseCopier(casework.databaseUrl);
});
afterAll(async () => {
  await copier[Symbol.asyncDispose]();
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

/**
 * What an actor must not do is tried by every actor in every situation, in turns: over the
 * situations each actor tries each act, and in each situation each act is tried.
 */
const TURNS = 6;
const TABLE = Object.entries(SITUATIONS).flatMap(([name, situation], row) =>
  Object.entries(ACTORS).map(
    ([who, actor], column) => [name, who, actor, situation, probesOf(row + column)] as const,
  ),
);

function probesOf(turn: number): ActName[] {
  const names = Object.keys(ACTS) as ActName[];
  return names.filter((_name, index) => (index + turn) % TURNS === 0);
}

describe('R41, R67, R68 availableActions and the commands agree: state × role × mutation', () => {
  it.each(TABLE)('%s, %s', async (_name, _who, actor, situation, probes) => {
    const ids = await untouched(situation);
    const listed = await actionsOf(actor, ids.caseId);
    const others = probes.filter((name) => !listed.includes(name));
    const refused = await Promise.all(
      others.map(async (name) => ({ name, ...(await refusal(casework, actor, name, ids)) })),
    );
    expect(refused.filter(({ code }) => !REFUSALS.has(code))).toEqual([]);
    const done = await Promise.all(
      listed.map(async (name) => {
        const fresh = await copier.copy(ids);
        return { name, refused: await refusal(casework, actor, name, fresh) };
      }),
    );
    expect(done).toEqual(listed.map((name) => ({ name, refused: null })));
  });

  it('names every mutation but those of mailboxes, the acts by query code and what is of no case', async () => {
    const query = `{ __schema { mutationType { fields { name } } } __type(name: "CaseAction") { enumValues { name } } }`;
    const { data } = await casework.ask<{
      __schema: { mutationType: { fields: { name: string }[] } };
      __type: { enumValues: { name: string }[] };
    }>(cityBureau, query);
    const mutations = data!.__schema.mutationType.fields
      .map(({ name }) => name)
      .filter((name) => !NO_ACTS.has(name));
    expect(data!.__type.enumValues.map(({ name }) => camelCase(name)).toSorted()).toEqual(
      mutations.toSorted(),
    );
    expect(Object.keys(ACTS).toSorted()).toEqual(mutations.toSorted());
  });
});

/** What mailboxes tell, the rating by query code, and what is of no case. */
const NO_ACTS = new Set([
  'registerPetition',
  'recordModeration',
  'recordPublicVersion',
  'reportNotice',
  'noteMessage',
  'rateByQueryCode',
  'recordInspection',
  'trustDistrictKey',
  'registerWebhook',
  'resumeWebhook',
  'testWebhook',
  'removeWebhook',
]);

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
