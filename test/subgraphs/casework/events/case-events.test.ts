import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  cityBureau,
  cityOffice,
  citizenLi,
  housing,
  HOUSING,
  TRANSPORT,
} from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { connectLive, type Live } from '../support/live.ts';
import { acceptedCase } from '../support/read-case.ts';
import { act } from '../support/story.ts';

const EVENTS = `subscription ($units: [ID!], $acts: [CaseAct!], $after: String) {
  caseEvents(units: $units, acts: $acts, after: $after) { cursor act level unit { id } case { id } } }`;

const ASSIGNMENTS = `subscription ($after: String) {
  assignmentIssued(after: $after) { assignment { state case { id } } } }`;

interface Event {
  act: string;
  unit: { id: string } | null;
  case: { id: string } | null;
}

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

describe('caseEvents', () => {
  it('R67, R68 tells a unit its own, the city everything, in one order', async () => {
    await using unit = await connectLive(casework, housing);
    await using office = await connectLive(casework, cityOffice);
    await using some = await connectLive(casework, cityOffice);
    unit.subscribe('s', EVENTS);
    office.subscribe('s', EVENTS);
    some.subscribe('s', EVENTS, { acts: ['ASSIGNMENT_RETURNED', 'OBJECTION_DECIDED'] });
    for (const live of [unit, office, some]) await live.nextOf('ping');
    await objectedTo();
    const all = await take(office, 8);
    expect(all.map((event) => event.act)).toEqual([
      'CASE_REGISTERED',
      'CASE_ACCEPTED',
      'ASSIGNMENT_ISSUED',
      'ASSIGNMENT_ISSUED',
      'ASSIGNMENT_RECEIVED',
      'ASSIGNMENT_OBJECTED',
      'OBJECTION_DECIDED',
      'ASSIGNMENT_RETURNED',
    ]);
    const own = all.filter((event) => event.unit?.id === HOUSING);
    expect((await take(unit, 5)).map((event) => event.act)).toEqual(own.map((event) => event.act));
    expect(await take(some, 2)).toEqual(all.slice(-2));
  });

  it('keeps a case from a unit that has no part in it any more', async () => {
    await using live = await connectLive(casework, housing);
    const after = live.ack.payload.cursor;
    await objectedTo();
    live.subscribe('s', EVENTS, { after });
    expect((await take(live, 5)).map((event) => event.case)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('R96 nor is it told again of an assignment that it gave back, whose case went on without it', async () => {
    await using live = await connectLive(casework, housing);
    const after = live.ack.payload.cursor;
    await objectedTo();
    const caseId = await acceptedCase(casework);
    await act(casework, cityBureau, 'issueReferral', { caseId, unit: HOUSING });
    live.subscribe('s', ASSIGNMENTS, { after });
    expect((await live.nextOf('next')).payload.data).toEqual({
      assignmentIssued: { assignment: { state: 'ISSUED', case: { id: caseId } } },
    });
  });

  it.each([
    [null, {}, 'UNAUTHENTICATED'],
    [citizenLi, {}, 'FORBIDDEN'],
    [housing, { units: [TRANSPORT] }, 'FORBIDDEN'],
  ] as const)('refuses %j asking for %j', async (actor, variables, code) => {
    await using live = await connectLive(casework, actor);
    live.subscribe('s', EVENTS, variables);
    expect((await live.next()).payload.errors).toMatchObject([{ extensions: { code } }]);
  });
});

/** A new case given to two units, one of which gives it back. */
async function objectedTo(): Promise<void> {
  const caseId = await acceptedCase(casework);
  const issue = async (unit: string): Promise<string> =>
    (await act(casework, cityBureau, 'issueReferral', { caseId, unit })).assignment!.id;
  await issue(TRANSPORT);
  const assignmentId = await issue(HOUSING);
  await act(casework, housing, 'receiveAssignment', { assignmentId });
  await act(casework, housing, 'objectToAssignment', { assignmentId });
  await act(casework, cityBureau, 'decideObjection', { assignmentId });
}

async function take(live: Live, count: number): Promise<Event[]> {
  const told: Event[] = [];
  while (told.length < count) {
    const { data } = (await live.nextOf('next')).payload;
    told.push((data as unknown as { caseEvents: Event }).caseEvents);
  }
  return told;
}
