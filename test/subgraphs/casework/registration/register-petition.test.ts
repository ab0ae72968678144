import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cityBureau, citizenLi, guangan, GUANGAN, HOUSING, mailboxOf } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { act, expectData, petitionTo, register } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

const MUTATION = `mutation ($petition: RegisterPetitionInput!) {
  registerPetition(petition: $petition) { wasAlreadyRegistered } }`;

const CASE = `query ($id: ID!) { case(id: $id) {
  registrationNumber state submittedAt registeredAt concludedAt mailboxUnit { id }
  replies { content visibility repliedAt unit { id } }
  deadlines { kind rule startsOn dueOn metAt isOverdue }
  timeline { act at }
} }`;

interface CaseView {
  registrationNumber: string;
  state: string;
  registeredAt: string;
  concludedAt: string | null;
  replies: { content: string; repliedAt: string }[];
  deadlines: { kind: string; startsOn: string; metAt: string | null; isOverdue: boolean }[];
  timeline: { act: string; at: string }[];
}

async function registered(place: string, changes = {}): Promise<CaseView> {
  const receipt = expectData(await register(casework, petitionTo(place, changes)));
  const { id } = receipt.registerPetition.case;
  return expectData(await casework.ask<{ case: CaseView }>(cityBureau, CASE, { id })).case;
}

describe('R24 every item gets a registration number', () => {
  it('of prefix, year and six digits', async () => {
    const { registrationNumber } = await registered('mayor');
    expect(registrationNumber).toMatch(/^GA-2026-\d{6}$/);
  });

  it('twenty simultaneous calls for one petition open one case and use one number', async () => {
    const petition = petitionTo('mayor');
    const receipts = await Promise.all(
      Array.from({ length: 20 }, async () => expectData(await register(casework, petition))),
    );
    const results = receipts.map((receipt) => receipt.registerPetition);
    expect(new Set(results.map((result) => result.case.id)).size).toBe(1);
    expect(results.filter((result) => !result.wasAlreadyRegistered)).toHaveLength(1);
    const next = await registered('mayor');
    const number = (text: string) => Number(text.slice(-6));
    const used = results[0]!.case.registrationNumber;
    expect(number(next.registrationNumber)).toBe(number(used) + 1);
  });
});

describe('a registration fits its mailbox', () => {
  it.each([
    ['no one', null, 'UNAUTHENTICATED'],
    ['a citizen', citizenLi, 'FORBIDDEN'],
    ['the bureau', cityBureau, 'FORBIDDEN'],
    ['another mailbox', mailboxOf('national'), 'FORBIDDEN'],
    ['a mailbox whose name only begins alike', mailboxOf('district:51160'), 'FORBIDDEN'],
    ['a system without a mailbox', { role: 'SYSTEM', id: 'x', unit: null } as const, 'FORBIDDEN'],
  ])('%s cannot hand over', async (_who, actor, code) => {
    const petition = petitionTo(GUANGAN);
    const answer = await casework.ask(actor, MUTATION, { petition });
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
  });

  it('the system that serves all districts speaks for each', async () => {
    const petition = petitionTo(GUANGAN);
    expectData(await casework.ask(mailboxOf('district'), MUTATION, { petition }));
  });

  it.each([
    ['petition.petitionId', 'mayor', { mailbox: 'NATIONAL' }],
    ['petition.petitionId', 'mayor', { petitionId: 'mayor:a:b' }],
    ['petition.petitionId', 'mayor', { petitionId: 'mayor:\u0000' }],
    ['petition.mailboxUnit', 'mayor', { mailboxUnit: HOUSING }],
    ['petition.mailboxUnit', GUANGAN, { mailboxUnit: null }],
    ['petition.mailboxUnit', GUANGAN, { mailboxUnit: 'district:511621' }],
    ['petition.mailboxUnit', 'district:999999', {}],
    ['petition.signatoryCount', 'mayor', { signatoryCount: 0 }],
    ['petition.queryCodeHash', 'mayor', { queryCodeHash: 'abc' }],
    ['petition.history', 'mayor', { history: { reply: '已办' } }],
    [
      'petition.history.repliedAt',
      'mayor',
      { history: { reply: '已办', repliedAt: '2020-01-01T00:00:00Z' } },
    ],
  ])('names %s where it does not fit (%s, %j)', async (argument, place, changes) => {
    const petition = petitionTo(place, changes);
    const prefix = place.split(':', 1)[0]!;
    const answer = await casework.ask(mailboxOf(prefix), MUTATION, { petition });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });

  it('a query code belongs to one petition', async () => {
    const { queryCodeHash, ...first } = petitionTo('mayor');
    expectData(await register(casework, { queryCodeHash, ...first }));
    const answer = await register(casework, petitionTo('mayor', { queryCodeHash }));
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('R6, R54, R55 where a case starts', () => {
  it('the mayor’s mailbox owes the decision first', async () => {
    const view = await registered('mayor');
    expect(view.state).toBe('REGISTERED');
    expect(view.deadlines.map(({ kind, metAt }) => [kind, metAt])).toEqual([['ACCEPTANCE', null]]);
  });

  it('a department’s mailbox has no triage and owes the answer at once', async () => {
    const view = await registered(HOUSING);
    expect(view.state).toBe('ACCEPTED');
    expect(view.deadlines.map(({ kind, metAt }) => [kind, metAt])).toEqual([['HANDLING', null]]);
    expect(view.timeline.map(({ act }) => act)).toEqual(['CASE_REGISTERED', 'CASE_ACCEPTED']);
  });
});

describe('R66 a letter that is registered again', () => {
  it.each(['PRIVATE', 'PUBLIC'])('tells its mailbox no private answer: %s', async (visibility) => {
    const petition = petitionTo(GUANGAN);
    const { case: row } = expectData(await register(casework, petition)).registerPetition;
    await act(casework, guangan, 'acceptCase', { caseId: row.id });
    await act(casework, guangan, 'replyToPetitioner', { caseId: row.id, visibility });
    const again = `mutation ($petition: RegisterPetitionInput!) {
      registerPetition(petition: $petition) { case { replies { visibility } } } }`;
    const answer = await casework.ask(mailboxOf(GUANGAN), again, { petition });
    const replies = visibility === 'PUBLIC' ? [{ visibility }] : [];
    expect(answer.data).toEqual({ registerPetition: { case: { replies } } });
  });
});

describe('a letter with a past', () => {
  const submittedAt = '2019-04-25T01:32:09.000Z';

  it('that was answered is concluded as of its own times', async () => {
    const repliedAt = '2019-06-30T02:00:00.000Z';
    const history = { reply: '已办理', repliedAt };
    const view = await registered('mayor', { submittedAt, history });
    expect(view).toMatchObject({
      state: 'CONCLUDED',
      registeredAt: submittedAt,
      concludedAt: repliedAt,
      replies: [{ content: '已办理', repliedAt }],
    });
    expect(view.registrationNumber).toMatch(/^GA-2019-/);
    expect(view.deadlines).toMatchObject([
      { kind: 'ACCEPTANCE', startsOn: '2019-04-25', metAt: submittedAt, isOverdue: false },
      { kind: 'HANDLING', startsOn: '2019-04-25', metAt: repliedAt, isOverdue: true },
    ]);
    expect(view.timeline).toEqual([
      { act: 'CASE_REGISTERED', at: submittedAt },
      { act: 'CASE_ACCEPTED', at: submittedAt },
      { act: 'REPLY_GIVEN', at: repliedAt },
      { act: 'CASE_CONCLUDED', at: repliedAt },
    ]);
  });

  it('that was not answered stays accepted with its clock running', async () => {
    const view = await registered(GUANGAN, { submittedAt, history: {} });
    expect(view).toMatchObject({ state: 'ACCEPTED', registeredAt: submittedAt });
    expect(view.deadlines.find(({ kind }) => kind === 'HANDLING')).toMatchObject({
      metAt: null,
      isOverdue: true,
    });
  });
});
