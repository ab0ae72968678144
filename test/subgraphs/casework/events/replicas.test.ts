import { describe, expect, it } from '@jest/globals';
import { cityBureau, cityOffice, HOUSING, TRANSPORT } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { connectLive, type Live } from '../support/live.ts';
import { acceptedCase } from '../support/read-case.ts';
import { act } from '../support/story.ts';

const EVENTS = `subscription ($after: String) { caseEvents(after: $after) { cursor act case { id } } }`;

/** Of one story. */
const ACTS = ['CASE_REGISTERED', 'CASE_ACCEPTED', 'ASSIGNMENT_ISSUED', 'ASSIGNMENT_ISSUED'];
const STORIES = 12;

interface Told {
  cursor: string;
  act: string;
  case: { id: string };
}

describe('two caseworks on one database', () => {
  it('tell the same events in the same order, whoever appended them, and go on for each other', async () => {
    await using one = await startCasework();
    await using other = await one.startReplica();
    await using first = await connectLive(one, cityOffice);
    await using second = await connectLive(other, cityOffice);
    for (const live of [first, second]) {
      live.subscribe('s', EVENTS);
      await live.nextOf('ping');
    }
    await Promise.all(Array.from({ length: STORIES }, (_, n) => story(n % 2 ? one : other)));
    const count = STORIES * ACTS.length;
    const [told, again] = [await take(first, count), await take(second, count)];
    expect(again).toEqual(told);
    expect(actsByCase(told)).toEqual(Array.from({ length: STORIES }, () => ACTS));

    const half = told.length / 2;
    await using resumed = await connectLive(other, cityOffice);
    resumed.subscribe('s', EVENTS, { after: told[half - 1]!.cursor });
    expect(await take(resumed, half)).toEqual(told.slice(half));
  });
});

async function story(casework: TestCasework): Promise<void> {
  const caseId = await acceptedCase(casework);
  for (const unit of [HOUSING, TRANSPORT])
    await act(casework, cityBureau, 'issueReferral', { caseId, unit });
}

async function take(live: Live, count: number): Promise<Told[]> {
  const told: Told[] = [];
  while (told.length < count) {
    const { data } = (await live.nextOf('next')).payload;
    told.push((data as unknown as { caseEvents: Told }).caseEvents);
  }
  return told;
}

function actsByCase(told: readonly Told[]): string[][] {
  return [...Map.groupBy(told, (event) => event.case.id).values()].map((events) =>
    events.map((event) => event.act),
  );
}
