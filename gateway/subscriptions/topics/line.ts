import type { GraphQLError } from 'graphql';
import type { TopicSeat } from './topic-seat.ts';
import { Stretch, type StretchBounds } from './stretch.ts';

/** A stretch and those who read it: the live tail of a topic, or what one replay told. */
export interface Line {
  readonly stretch: Stretch;
  readonly seats: Set<TopicSeat>;
  /** What comes when all of it is read; null while more events may come. */
  next: Onward | Ending | null;
  /** Called after somebody has read from it. */
  readonly onRead: () => void;
}

/** Behind a cursor, wherever that is. */
interface Onward {
  kind: 'onward';
  after: string;
}

interface Ending {
  kind: 'ending';
  errors: readonly GraphQLError[];
}

/** How much over its bounds a line may grow while events are needed that it would drop. */
const HARD_FACTOR = 2;

export function createLine(onRead: () => void = () => undefined): Line {
  return { stretch: new Stretch(), seats: new Set(), next: null, onRead };
}

/** The furthest that anybody has read; undefined where nobody reads. */
export function furthestRead({ seats }: Line): number | undefined {
  let furthest: number | undefined;
  for (const { position } of seats)
    if (furthest === undefined || position > furthest) furthest = position;
  return furthest;
}

/**
 * Keeps a line within its bounds. Who is being served right now holds it up a little; whose
 * transport is full falls behind.
 * @param floor position from which on events are needed by others than its readers
 */
export function trimLine({ stretch, seats }: Line, bounds: StretchBounds, floor: number): void {
  const { maxEvents, maxBytes } = bounds;
  if (stretch.end - stretch.first <= maxEvents && stretch.bytes <= maxBytes) return;
  let needed = floor;
  for (const { state, position } of seats)
    if (state === 'queued' && position < needed) needed = position;
  const hardBounds = { maxEvents: maxEvents * HARD_FACTOR, maxBytes: maxBytes * HARD_FACTOR };
  const isTrimmed = stretch.trim(bounds, needed);
  if (!stretch.trim(hardBounds, stretch.end) && !isTrimmed) return;
  for (const seat of seats)
    if (seat.state === 'full' && seat.position < stretch.first) seat.fallBehind();
}
