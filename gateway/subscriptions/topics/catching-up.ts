import type { Line } from './line.ts';
import type { Replay } from './replay.ts';

/**
 * One replay and what is known of its place in the log.
 * - running: it tells what is behind its cursor
 * - behind live: it has told all, but nobody knows yet whether the live upstream is that far
 * - finished: it has told all, and the tail's next event will show where that is
 * - linked: its place in another line is known; it goes in there when its events are joined
 * - over: its subgraph refused it
 */
export interface CatchingUp {
  readonly replay: Replay;
  /** From a cursor; or from what is open now, which is a list of its own and goes nowhere in front. */
  readonly kind: 'after' | 'open';
  /** When its cursor was first heard of. */
  readonly seenAt: number;
  state: 'running' | 'behind live' | 'finished' | 'linked' | 'over';
  /** True where the live upstream was beyond its cursor when it was opened. */
  isOrdered: boolean;
  /** Where the tail ended when it was opened. */
  mark: number;
  /** The cursor up to which it has told everything; null where it told more since, or never said. */
  toldUpTo: string | null;
  /** From its positions to those of the line. */
  link: { line: Line; offset: number } | null;
}

export function isRunning({ state }: CatchingUp): boolean {
  return state === 'running' || state === 'behind live';
}

/** A place in a line. */
export interface Place {
  line: Line;
  position: number;
}

/** Where a cursor is, in the tail or in what a replay told. */
export function placeOf(
  cursor: string,
  tail: Line,
  all: Iterable<CatchingUp>,
  except?: CatchingUp,
): Place | null {
  for (const line of [tail, ...contiguous(all, except)]) {
    const position = line.stretch.positionBehind(cursor);
    if (position !== undefined) return { line, position };
  }
  return null;
}

function contiguous(all: Iterable<CatchingUp>, except: CatchingUp | undefined): Line[] {
  return [...all]
    .filter(({ kind, state }) => kind === 'after' && state !== 'over')
    .filter((own) => !except || (own !== except && !leadsInto(own, except, all)))
    .map(({ replay }) => replay.line);
}

function leadsInto(own: CatchingUp, other: CatchingUp, all: Iterable<CatchingUp>): boolean {
  const target = own.link?.line;
  if (!target) return false;
  if (target === other.replay.line) return true;
  const next = [...all].find(({ replay }) => replay.line === target);
  return next !== undefined && leadsInto(next, other, all);
}
