import { describe, expect, it } from '@jest/globals';
import { createEventFeed } from '../../../../subgraphs/casework/events/event-feed.ts';
import { cityBureau, cityOffice, GUANGAN, housing, HOUSING, TRANSPORT } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { connectLive, type Frame } from '../support/live.ts';
import { acceptedCase } from '../support/read-case.ts';
import { logIsReadable } from '../support/readable-log.ts';
import { act } from '../support/story.ts';
import { openWriter } from './event-writer.ts';
import { openTrialCasework, silent } from './trial-casework.ts';

const ISSUED = `subscription ($units: [ID!], $districts: [ID!], $after: String, $withOpen: Boolean! = true) {
  event: assignmentIssued(units: $units, districts: $districts, after: $after, withOpen: $withOpen) {
    cursor assignment { id } } }`;
const NEVER_MS = 2 ** 31 - 1;

interface Issued {
  event: { cursor: string; assignment: { id: string } };
}

describe('assignmentIssued with what is open', () => {
  it('begins with open assignments in the order of the log, then goes on with new ones', async () => {
    await using casework = await startCasework();
    const open = await openAndClosed(casework);
    await logIsReadable(casework);
    await using live = await connectLive(casework, cityOffice);
    live.subscribe('s', ISSUED);
    const told = [await live.next(), await live.next(), await live.next()];
    expect(told.map(assignmentOf)).toEqual(open);
    const later = await issue(casework, 'issueReferral', HOUSING);
    expect(assignmentOf(await live.nextOf('next'))).toBe(later);
    await using resumed = await connectLive(casework, cityOffice);
    resumed.subscribe('s', ISSUED, { after: cursorOf(told[2]!) });
    expect(assignmentOf(await resumed.nextOf('next'))).toBe(later);
  });

  it("holds only the actor's own, and nothing but what was missed after a cursor", async () => {
    await using casework = await startCasework();
    const own = await issue(casework, 'issueReferral', HOUSING);
    await issue(casework, 'issueReferral', TRANSPORT);
    await using live = await connectLive(casework, housing);
    live.subscribe('s', ISSUED);
    const first = await live.nextOf('next');
    expect(assignmentOf(first)).toBe(own);
    const later = await issue(casework, 'issueReferral', HOUSING);
    await using resumed = await connectLive(casework, housing);
    resumed.subscribe('s', ISSUED, { after: cursorOf(first) });
    expect(assignmentOf(await resumed.nextOf('next'))).toBe(later);
  });

  it('leaves what cannot be read yet to what comes after, each once', async () => {
    await using casework = await openTrialCasework();
    const { orm, url: databaseUrl } = casework;
    await using feed = createEventFeed({ orm, databaseUrl, log: silent, pollMs: NEVER_MS });
    await using early = await openWriter(databaseUrl);
    await using writer = await openWriter(databaseUrl);
    const caseId = await casework.addCase();
    await writer.issue(caseId, 'department:before');
    await early.begin();
    await early.append(caseId, 'department:early');
    await writer.issue(caseId, 'department:held');
    const filter = {
      subscription: 'ASSIGNMENT_ISSUED',
      acts: ['ASSIGNMENT_ISSUED'],
      caseId: null,
      units: null,
      districts: null,
      levels: null,
      shownTo: null,
    } as const;
    const stream = await feed.subscribe(filter, { withOpen: true });
    expect((await stream.next()).value!.unitId).toBe('department:before');
    const next = stream.next();
    await early.commit();
    await writer.issue(caseId, 'department:after');
    expect((await next).value!.unitId).toBe('department:early');
    expect((await stream.next()).value!.unitId).toBe('department:held');
    expect((await stream.next()).value!.unitId).toBe('department:after');
  });
});

describe('districts', () => {
  it('are those a case came in at, or had been given to by then', async () => {
    await using casework = await startCasework();
    const caseId = await acceptedCase(casework);
    const issueTo = async (unit: string): Promise<string> =>
      (await act(casework, cityBureau, 'issueReferral', { caseId, unit })).assignment!.id;
    await issueTo(TRANSPORT);
    const given = await issueTo(GUANGAN);
    const then = await issueTo(HOUSING);
    await using live = await connectLive(casework, cityOffice);
    live.subscribe('s', ISSUED, { districts: [GUANGAN] });
    const told = [await live.nextOf('next'), await live.nextOf('next')];
    expect(told.map(assignmentOf)).toEqual([given, then]);
    await issue(casework, 'issueReferral', TRANSPORT);
    const later = await issueTo('district:511621');
    expect(assignmentOf(await live.nextOf('next'))).toBe(later);
    live.subscribe('both', ISSUED, { districts: [GUANGAN], units: [HOUSING] });
    expect(assignmentOf(await live.nextOf('next'))).toBe(then);
    live.subscribe('wrong', ISSUED, { districts: [HOUSING] });
    expect((await live.nextOf('next')).payload.errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', argument: 'districts' } },
    ]);
  });
});

type Issue = 'issueReferral' | 'issueMandate' | 'issueForReference';

/** Of a case of its own; resolves to the assignment's id. */
async function issue(
  casework: TestCasework,
  how: Issue,
  unit: string,
  variables: Record<string, unknown> = {},
): Promise<string> {
  const caseId = await acceptedCase(casework);
  return (await act(casework, cityBureau, how, { caseId, unit, ...variables })).assignment!.id;
}

/** Three that are open among four that are not; resolves to the open ones in their order. */
async function openAndClosed(casework: TestCasework): Promise<string[]> {
  const issueTo = (how: Issue, variables = {}) => issue(casework, how, HOUSING, variables);
  const asked = await issueTo('issueForReference', { asksFeedback: true });
  const noted = await issueTo('issueForReference');
  const reported = await issueTo('issueMandate');
  const waiting = await issueTo('issueReferral');
  const returned = await issueTo('issueReferral');
  const received = await issueTo('issueMandate');
  for (const assignmentId of [asked, noted, reported, returned, received])
    await act(casework, housing, 'receiveAssignment', { assignmentId });
  await act(casework, housing, 'giveFeedback', { assignmentId: reported });
  await act(casework, housing, 'objectToAssignment', { assignmentId: returned });
  await act(casework, cityBureau, 'decideObjection', { assignmentId: returned });
  return [asked, waiting, received];
}

function assignmentOf(frame: Frame): unknown {
  return issuedOf(frame).assignment.id;
}

function cursorOf(frame: Frame): string {
  return issuedOf(frame).cursor;
}

function issuedOf({ payload }: Frame): Issued['event'] {
  return (payload.data as unknown as Issued).event;
}
