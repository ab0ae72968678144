import {
  createEventFeed,
  type EventFeed,
} from '../../../../subgraphs/casework/events/event-feed.ts';
import {
  EVERY_EVENT,
  type EventFilter,
  type LoggedEvent,
} from '../../../../subgraphs/casework/events/event-position.ts';
import type { EventStream } from '../../../../subgraphs/casework/events/event-reader.ts';
import { openWriter } from './event-writer.ts';
import { openTrialCasework, silent, type TrialCasework } from './trial-casework.ts';

export const subscription = 'ASSIGNMENT_ISSUED';
export const all: EventFilter = { ...EVERY_EVENT, subscription, acts: ['ASSIGNMENT_ISSUED'] };
/** So that a test passes by notification alone. */
const neverMs = 2 ** 31 - 1;

/** A feed over an empty log. */
export interface Trial extends TrialCasework {
  feed: EventFeed;
  caseId: string;
  /** In a transaction of its own, for a unit. */
  append(unit: string): Promise<void>;
}

export async function openTrial(
  options: { pollMs?: number; databaseUrl?: string } = {},
): Promise<Trial> {
  await using resources = new AsyncDisposableStack();
  const casework = resources.use(await openTrialCasework());
  const writer = resources.use(await openWriter(casework.url));
  const caseId = await casework.addCase();
  const { orm, url } = casework;
  const deps = { orm, databaseUrl: url, log: silent, pollMs: neverMs, ...options };
  const feed = resources.use(createEventFeed(deps));
  const held = resources.move();
  return {
    ...casework,
    feed,
    caseId,
    append: (unit) => writer.append(caseId, unit),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

export async function take(stream: EventStream, count: number): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  while (events.length < count) {
    const { done, value } = await stream.next();
    if (done) break;
    events.push(value);
  }
  return events;
}

export async function takeUnits(stream: EventStream, count: number): Promise<unknown[]> {
  return (await take(stream, count)).map(({ unitId }) => unitId);
}
