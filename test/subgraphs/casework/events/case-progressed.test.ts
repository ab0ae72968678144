import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  cityBureau,
  citizenLi,
  citizenWang,
  housing,
  HOUSING,
  mailboxOf,
  transport,
} from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { createQueryCode } from '../../../../subgraphs/kit/query-codes/query-code.ts';
import { connectLive, type Frame, type Live } from '../support/live.ts';
import { logIsReadable } from '../support/readable-log.ts';
import { act, caseOf, hashOf } from '../support/story.ts';

const PROGRESSED = `subscription (
  $queryCode: String, $caseId: ID, $after: String, $withOpen: Boolean! = false
) {
  caseProgressed(queryCode: $queryCode, caseId: $caseId, after: $after, withOpen: $withOpen) {
    cursor act status { state replies { content } timeline { act } } case { id } } }`;

interface Progress {
  cursor: string;
  act: string;
  status: { state: string; replies: { content: string }[]; timeline: { act: string }[] };
  case: { id: string } | null;
}

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

describe('R17 caseProgressed by query code', () => {
  it('tells the trail that caseStatus shows, and no more, from any cursor', async () => {
    const { caseId, queryCode } = await letter();
    await using live = await connectLive(casework, null);
    await follow(live, { queryCode });
    await handle(caseId);
    const told = await take(live, 4);
    expect(told.map((event) => event.act)).toEqual([
      'CASE_ACCEPTED',
      'ASSIGNMENT_ISSUED',
      'ASSIGNMENT_RECEIVED',
      'REPLY_GIVEN',
    ]);
    expect(told.at(-1)).toMatchObject({
      status: { state: 'REPLIED', replies: [{ content: '已修好' }] },
      case: null,
    });
    expect(told.at(-1)!.status.timeline.map((entry) => entry.act)).not.toContain('FEEDBACK_GIVEN');
    await using resumed = await connectLive(casework, null);
    const [, second] = told;
    resumed.subscribe('s', PROGRESSED, { queryCode, after: second!.cursor });
    expect((await take(resumed, 2)).map((event) => event.act)).toEqual([
      'ASSIGNMENT_RECEIVED',
      'REPLY_GIVEN',
    ]);
  });

  it('tells nothing of other cases', async () => {
    const [own, other] = [await letter(), await letter()];
    await using live = await connectLive(casework, null);
    await follow(live, { queryCode: own.queryCode.toLowerCase() });
    await act(casework, cityBureau, 'acceptCase', { caseId: other.caseId });
    await act(casework, cityBureau, 'declineCase', { caseId: own.caseId });
    const [event] = await take(live, 1);
    expect(event).toMatchObject({ act: 'CASE_DECLINED', status: { state: 'DECLINED' } });
  });
});

describe('caseProgressed by id', () => {
  it('R10 tells the petitioner what is public, and offices what they remind and report each other', async () => {
    const { caseId } = await letter();
    await using petitioner = await connectLive(casework, citizenLi);
    await using bureau = await connectLive(casework, cityBureau);
    for (const live of [petitioner, bureau]) {
      await follow(live, { caseId });
    }
    await handle(caseId);
    const acts = async (live: Live, count: number): Promise<string[]> =>
      (await take(live, count)).map((event) => event.act);
    expect(await acts(petitioner, 4)).not.toContain('FEEDBACK_GIVEN');
    expect(await acts(bureau, 5)).toContain('FEEDBACK_GIVEN');
  });

  it('ends once the actor has no part in the case any more', async () => {
    const { caseId } = await letter();
    await act(casework, cityBureau, 'acceptCase', { caseId });
    const { assignment } = await act(casework, cityBureau, 'issueReferral', {
      caseId,
      unit: HOUSING,
    });
    const assignmentId = assignment!.id;
    await using live = await connectLive(casework, housing);
    await follow(live, { caseId });
    await act(casework, housing, 'receiveAssignment', { assignmentId });
    expect((await take(live, 1))[0]).toMatchObject({
      act: 'ASSIGNMENT_RECEIVED',
      case: { id: caseId },
    });
    await act(casework, housing, 'objectToAssignment', { assignmentId });
    expect((await take(live, 1))[0]!.act).toBe('ASSIGNMENT_OBJECTED');
    await act(casework, cityBureau, 'decideObjection', { assignmentId });
    expect(await live.nextOf('error')).toMatchObject({
      payload: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  });
});

describe('caseProgressed with what is open', () => {
  it('R17 begins with the case as it stands, by the newest event that may be told, and goes on live', async () => {
    const { caseId, queryCode } = await letter();
    await act(casework, cityBureau, 'acceptCase', { caseId });
    const { assignment } = await act(casework, cityBureau, 'issueMandate', {
      caseId,
      unit: HOUSING,
    });
    await act(casework, housing, 'receiveAssignment', { assignmentId: assignment!.id });
    await act(casework, housing, 'giveFeedback', { assignmentId: assignment!.id });
    await logIsReadable(casework);
    await using holder = await connectLive(casework, null);
    await using bureau = await connectLive(casework, cityBureau);
    holder.subscribe('s', PROGRESSED, { queryCode, withOpen: true });
    bureau.subscribe('s', PROGRESSED, { caseId, withOpen: true });
    const [shown] = await take(holder, 1);
    expect(shown).toMatchObject({ act: 'ASSIGNMENT_RECEIVED', status: { state: 'ASSIGNED' } });
    expect((await take(bureau, 1))[0]!.act).toBe('FEEDBACK_GIVEN');
    await act(casework, cityBureau, 'replyToPetitioner', { caseId, content: '已修好' });
    for (const live of [holder, bureau])
      expect((await take(live, 1))[0]).toMatchObject({
        act: 'REPLY_GIVEN',
        status: { state: 'REPLIED' },
      });

    await using resumed = await connectLive(casework, null);
    resumed.subscribe('s', PROGRESSED, { queryCode, after: shown!.cursor, withOpen: true });
    expect((await take(resumed, 1))[0]!.act).toBe('REPLY_GIVEN');
  });
});

describe('who is refused', () => {
  it('learns nothing of a case that is not theirs: it is as one that does not exist', async () => {
    const { caseId } = await letter();
    const unknown = `case:${randomUUID()}`;
    for (const actor of [citizenWang, transport, mailboxOf('mayor')]) {
      const [one, other] = [
        await refused(actor, { caseId }),
        await refused(actor, { caseId: unknown }),
      ];
      expect(one).toMatchObject({ extensions: { code: 'NOT_FOUND', argument: 'caseId' } });
      expect(JSON.stringify(one).replaceAll(caseId, unknown)).toBe(JSON.stringify(other));
    }
  });

  it.each([
    ['an unknown code', { queryCode: 'ABCD-EFGH-JKLM-2345' }, 'NOT_FOUND'],
    ['no code at all', { queryCode: '' }, 'BAD_USER_INPUT'],
    ['an id, not signed in', { caseId: `case:${randomUUID()}` }, 'UNAUTHENTICATED'],
    ['neither', {}, 'BAD_USER_INPUT'],
    ['both', { queryCode: 'ABCD', caseId: 'case:1' }, 'BAD_USER_INPUT'],
  ])('who gives %s', async (_what, variables, code) => {
    const error = await refused(null, variables);
    expect(error).toMatchObject({ extensions: { code } });
    if ('queryCode' in variables && variables.queryCode !== '')
      expect(JSON.stringify(error)).not.toContain(variables.queryCode);
  });
});

async function letter(): Promise<{ caseId: string; queryCode: string }> {
  const queryCode = createQueryCode();
  return {
    queryCode,
    caseId: await caseOf(casework, 'mayor', { queryCodeHash: hashOf(queryCode) }),
  };
}

/** From now on: nothing that was done before is still to be told. */
async function follow(live: Live, variables: Record<string, unknown>): Promise<void> {
  await logIsReadable(casework);
  live.subscribe('s', PROGRESSED, variables);
  await live.nextOf('ping');
}

/** Five acts, one of them between offices. */
async function handle(caseId: string): Promise<void> {
  await act(casework, cityBureau, 'acceptCase', { caseId });
  const issued = await act(casework, cityBureau, 'issueMandate', { caseId, unit: HOUSING });
  const assignmentId = issued.assignment!.id;
  await act(casework, housing, 'receiveAssignment', { assignmentId });
  await act(casework, housing, 'giveFeedback', { assignmentId });
  await act(casework, cityBureau, 'replyToPetitioner', { caseId, content: '已修好' });
}

async function take(live: Live, count: number): Promise<Progress[]> {
  const told: Progress[] = [];
  while (told.length < count) told.push(progressOf(await live.nextOf('next')));
  return told;
}

function progressOf({ payload }: Frame): Progress {
  return (payload.data as unknown as { caseProgressed: Progress }).caseProgressed;
}

async function refused(
  actor: Parameters<typeof connectLive>[1],
  variables: Record<string, unknown>,
): Promise<unknown> {
  await using live = await connectLive(casework, actor);
  live.subscribe('s', PROGRESSED, variables);
  return (await live.nextOf('next')).payload.errors![0];
}
