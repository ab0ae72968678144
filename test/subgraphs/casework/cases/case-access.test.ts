import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import {
  cityBureau,
  citizenLi,
  citizenWang,
  cityOffice,
  guangan,
  GUANGAN,
  housing,
  HOUSING,
  mailboxOf,
  transport,
  TRANSPORT,
  yuechi,
} from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import type { ActName } from '../support/acts.ts';
import { act, caseOf, expectData, refusal } from '../support/story.ts';

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
  yuechi,
  housing,
  transport,
  mailbox: mailboxOf('mayor'),
};

/** D: done · F: FORBIDDEN · N: NOT_FOUND · U: UNAUTHENTICATED */
type Verdict = 'D' | 'F' | 'N' | 'U';
const CODES: Record<Verdict, string | null> = {
  D: null,
  F: 'FORBIDDEN',
  N: 'NOT_FOUND',
  U: 'UNAUTHENTICATED',
};
const ORDER = Object.keys(ACTORS);

interface Situation {
  /** Mailbox of the case; all are Li's letters. */
  place: string;
  /** What was done before by whom. */
  before: (caseId: string) => Promise<Record<string, unknown>>;
  act: ActName;
  /** One letter per actor, in the order of ACTORS. */
  verdicts: string;
}

async function accepted(caseId: string): Promise<Record<string, unknown>> {
  await act(casework, cityBureau, 'acceptCase', { caseId });
  return { caseId, unit: TRANSPORT };
}

function issued(name: ActName, isReceived: boolean) {
  return async (caseId: string): Promise<Record<string, unknown>> => {
    await accepted(caseId);
    const { assignment } = await act(casework, cityBureau, name, { caseId, unit: HOUSING });
    const assignmentId = assignment!.id;
    if (isReceived) await act(casework, housing, 'receiveAssignment', { assignmentId });
    return { caseId, assignmentId, unit: TRANSPORT };
  };
}

async function replied(caseId: string): Promise<Record<string, unknown>> {
  await accepted(caseId);
  await act(casework, cityBureau, 'replyToPetitioner', { caseId });
  return { caseId };
}

const untouched = (caseId: string) => Promise.resolve({ caseId, unit: TRANSPORT });

const TABLE: (Situation & { name: string })[] = [
  //                                                                                                U L W B O G Y H T M
  row('accept, mayor', 'mayor', untouched, 'acceptCase', 'UFNDFNNNNN'),
  row('decline, mayor', 'mayor', untouched, 'declineCase', 'UFNDFNNNNN'),
  row('refer, mayor', 'mayor', accepted, 'issueReferral', 'UFNDFNNNNN'),
  row('mandate, mayor', 'mayor', accepted, 'issueMandate', 'UFNDFNNNNN'),
  row('reference, mayor', 'mayor', accepted, 'issueForReference', 'UFNDFNNNNN'),
  row('reply, mayor', 'mayor', accepted, 'replyToPetitioner', 'UFNDFNNNNN'),
  row('conclude, mayor', 'mayor', replied, 'concludeCase', 'UFNDFNNNNN'),
  row('accept, national', 'national', untouched, 'acceptCase', 'UFNDFNNNNN'),
  row('accept, district', GUANGAN, untouched, 'acceptCase', 'UFNFFDNNNN'),
  row('decline, district', GUANGAN, untouched, 'declineCase', 'UFNFFDNNNN'),
  row('reply, department', HOUSING, untouched, 'replyToPetitioner', 'UFNDFNNDNN'),
  row('mandate, department', HOUSING, untouched, 'issueMandate', 'UFNDFNNFNN'),
  row('receive', 'mayor', issued('issueReferral', false), 'receiveAssignment', 'UFNFFNNDNN'),
  row('feedback', 'mayor', issued('issueMandate', true), 'giveFeedback', 'UFNFFNNDNN'),
  row('mandate by handler', 'mayor', issued('issueReferral', true), 'issueMandate', 'UFNDFNNFNN'),
  row('accept by handler', 'mayor', issued('issueReferral', true), 'declineCase', 'UFN-FNNFNN'),
];

function row(
  name: string,
  place: string,
  before: Situation['before'],
  action: ActName,
  verdicts: string,
): Situation & { name: string } {
  return { name, place, before, act: action, verdicts };
}

const CASES = TABLE.flatMap((situation) =>
  ORDER.flatMap((who, index) => {
    const verdict = situation.verdicts[index] as Verdict | '-';
    return verdict === '-' ? [] : [[situation.name, who, verdict, situation] as const];
  }),
);

describe('R67, R68, R96 who may do what, mutation × role', () => {
  it.each(CASES)('%s by %s: %s', async (_name, who, verdict, situation) => {
    const caseId = await caseOf(casework, situation.place);
    const variables = await situation.before(caseId);
    const refused = await refusal(casework, ACTORS[who]!, situation.act, variables);
    expect(refused?.code ?? null).toBe(CODES[verdict]);
  });
});

describe('R8, R68, R96 who may read', () => {
  const query = `query ($id: ID!) { case(id: $id) { id }
    cases(first: 100) { edges { node { id } } totalCount } }`;

  it.each([
    ['citizenLi', true],
    ['citizenWang', false],
    ['cityBureau', true],
    ['cityOffice', true],
    ['guangan', false],
    ['housing', true],
    ['transport', false],
    ['mailbox', false],
  ])('%s sees the case a department handles: %s', async (who, sees) => {
    const caseId = await caseOf(casework, 'mayor');
    await issued('issueReferral', false)(caseId);
    const answer = expectData(
      await casework.ask<{
        case: { id: string } | null;
        cases: { edges: { node: { id: string } }[] };
      }>(ACTORS[who]!, query, { id: caseId }),
    );
    expect(answer.case !== null).toBe(sees);
    const listed = answer.cases.edges.some(({ node }) => node.id === caseId);
    expect(listed).toBe(sees);
  });

  it('the list needs to know who asks; one case is simply not there for nobody', async () => {
    const caseId = await caseOf(casework, 'mayor');
    const list = await casework.ask(null, '{ cases { totalCount } }');
    expect(list.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const one = await casework.ask(null, 'query ($id: ID!) { case(id: $id) { id } }', {
      id: caseId,
    });
    expect(one).toEqual({ data: { case: null } });
  });
});
