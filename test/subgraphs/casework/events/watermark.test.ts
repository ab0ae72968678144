import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cityBureau, cityOffice, GUANGAN, housing, HOUSING } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { connectLive, type Frame, type Live } from '../support/live.ts';
import { acceptedCase } from '../support/read-case.ts';
import { logIsReadable } from '../support/readable-log.ts';
import { act } from '../support/story.ts';

const ISSUED = `subscription ($units: [ID!], $after: String) {
  assignmentIssued(units: $units, after: $after) { cursor assignment { unit { id } } } }`;

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework({ watermarkMs: 10 });
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

describe('a watermark', () => {
  it('comes at once where there is nothing to tell, and what follows it is all that is missing', async () => {
    await issueTo(HOUSING);
    await logIsReadable(casework);
    await using live = await connectLive(casework, cityOffice);
    live.subscribe('s', ISSUED);
    const first = await live.next();
    expect(first).toMatchObject({ type: 'ping', payload: { id: 's' } });
    await issueTo(GUANGAN);
    expect(unitOf(await live.nextOf('next'))).toBe(GUANGAN);
    await using resumed = await connectLive(casework, cityOffice);
    resumed.subscribe('s', ISSUED, { after: first.payload.cursor });
    expect(unitOf(await resumed.nextOf('next'))).toBe(GUANGAN);
  });

  it('comes behind the last event of a catch-up', async () => {
    await logIsReadable(casework);
    await using live = await connectLive(casework, cityOffice);
    const after = live.ack.payload.cursor;
    for (const unit of [HOUSING, GUANGAN, HOUSING]) await issueTo(unit);
    await logIsReadable(casework);
    live.subscribe('s', ISSUED, { after });
    const frames = [await live.next(), await live.next(), await live.next(), await live.next()];
    expect(frames.map(({ type }) => type)).toEqual(['next', 'next', 'next', 'ping']);
    await using resumed = await connectLive(casework, cityOffice);
    resumed.subscribe('s', ISSUED, { after: frames[3]!.payload.cursor });
    await issueTo(GUANGAN);
    expect(unitOf(await resumed.nextOf('next'))).toBe(GUANGAN);
  });

  it('moves on although nothing happens that the subscription is about', async () => {
    await logIsReadable(casework);
    await using live = await connectLive(casework, housing);
    live.subscribe('s', ISSUED);
    const first = (await live.next()).payload.cursor;
    await issueTo(GUANGAN);
    const moved = await live.next();
    expect(moved.type).toBe('ping');
    expect(moved.payload.cursor).not.toBe(first);
  });

  it('is of one subscription, where a connection has several', async () => {
    await logIsReadable(casework);
    await using live = await connectLive(casework, cityOffice);
    const after = live.ack.payload.cursor;
    await issueTo(HOUSING);
    live.subscribe('told', ISSUED, { after });
    await live.nextOf('next');
    const { cursor } = await pingOf(live, 'told');
    live.subscribe('quiet', ISSUED, { after, units: [GUANGAN] });
    await pingOf(live, 'quiet');
    await issueTo(GUANGAN);
    await using resumed = await connectLive(casework, cityOffice);
    resumed.subscribe('s', ISSUED, { after: cursor });
    expect(unitOf(await resumed.nextOf('next'))).toBe(GUANGAN);
  });

  it('is of a running subscription alone', async () => {
    await logIsReadable(casework);
    await using live = await connectLive(casework, cityOffice);
    live.subscribe('over', ISSUED, { units: [GUANGAN] });
    await live.nextOf('ping');
    live.complete('over');
    live.subscribe('other', ISSUED, { units: [GUANGAN] });
    await pingOf(live, 'other');
    await issueTo(HOUSING);
    expect((await live.next()).payload.id).toBe('other');
  });
});

async function issueTo(unit: string): Promise<void> {
  const caseId = await acceptedCase(casework);
  await act(casework, cityBureau, 'issueReferral', { caseId, unit });
}

function unitOf({ payload }: Frame): unknown {
  const data = payload.data as { assignmentIssued: { assignment: { unit: { id: string } } } };
  return data.assignmentIssued.assignment.unit.id;
}

async function pingOf(live: Live, id: string): Promise<Frame['payload']> {
  for (;;) {
    const { type, payload } = await live.next();
    if (type === 'ping' && payload.id === id) return payload;
  }
}
