import type { GraphQLError } from 'graphql';
import type { TopicSeat } from './topic-seat.ts';
import { Stretch, type StretchBounds } from './stretch.ts';

/** A stretch and those who read it: the live tail of a topic, or what one replay told. */
export interface Line {
  readonly stretch: Stretch;
  readonly seats: Set<TopicSeat>;
  /** What comes when all of it is read; null while more events may come. */
  next: Onward | Ending | null;
  /** True where it tells what was before, so that whoever reads it is catching up. */
  readonly isReplay: boolean;
  /** Called when somebody has read from it up to a position; Infinity where readers are gone. */
  readonly onRead: (position: number) => void;
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

/** @param onRead given for a replay alone */
export function createLine(onRead?: Line['onRead']): Line {
  return {
    stretch: new Stretch(),
    seats: new Set(),
    next: null,
    isReplay: onRead !== undefined,
    onRead: onRead ?? (() => undefined),
  };
}

/** The furthest that anybody has read; undefined where nobody reads. */
export function furthestRead({ seats }: Line): number | undefined {
  let furthest: number | undefined;
  for (const { position } of seats)
    if (furthest === undefined || position > furthest) furthest = position;
  return furthest;
}

/**
 * Keeps a line within its bounds; up to twice that for who is being served right now, and for who
 * catches up by it. Of all others, those whose transport is full fall behind.
 * @param floor position from which on events are needed by others than its readers
 */
export function trimLine({ stretch, seats }: Line, bounds: StretchBounds, floor: number): void {
  const { maxEvents, maxBytes } = bounds;
  if (stretch.joined <= maxEvents && stretch.bytes <= maxBytes) return;
  let needed = floor;
  for (const { state, isCatchingUp, position } of seats)
    if ((state === 'queued' || isCatchingUp) && position < needed) needed = position;
  const hardBounds = { maxEvents: maxEvents * HARD_FACTOR, maxBytes: maxBytes * HARD_FACTOR };
  const isTrimmed = stretch.trim(bounds, needed);
  if (!stretch.trim(hardBounds, stretch.end) && !isTrimmed) return;
  for (const seat of seats)
    if (seat.state === 'full' && seat.position < stretch.first) seat.fallBehind();
}
