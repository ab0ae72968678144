import type { Line } from './line.ts';
import type { TopicSeat } from './topic-seat.ts';

/** Offers events to members, in slices so that thousands of them do not hold up the process. */
export interface Pump {
  /** Everybody who waits in the line gets a turn. */
  wake: (line: Line) => void;
  /** This one gets a turn, unless its transport is full. */
  wakeSeat: (seat: TopicSeat) => void;
  stop: () => void;
}

const SLICE_WRITES = 256;
const SLICE_MS = 4;
/** Events that one member gets in a row; a transport may send them at one go. */
const TURN_EVENTS = 32;

export function createPump(): Pump {
  let queue: TopicSeat[] = [];
  let next = 0;
  let timer: NodeJS.Immediate | undefined;

  const schedule = (): void => {
    timer ??= setImmediate(runSlice);
  };
  const wakeSeat = (seat: TopicSeat): void => {
    if (seat.state !== 'waiting') return;
    seat.state = 'queued';
    queue.push(seat);
    schedule();
  };
  const runSlice = (): void => {
    timer = undefined;
    const startedAtMs = performance.now();
    let writes = 0;
    while (next < queue.length && writes < SLICE_WRITES) {
      const seat = queue[next];
      next += 1;
      if (!seat || !isQueued(seat)) continue;
      writes += serve(seat);
      if (isQueued(seat)) queue.push(seat);
      if (writes % 16 === 0 && performance.now() - startedAtMs > SLICE_MS) break;
    }
    if (next >= queue.length) {
      queue = [];
      next = 0;
    } else schedule();
  };
  return {
    wake: (line) => {
      for (const seat of line.seats) wakeSeat(seat);
    },
    wakeSeat,
    stop: () => {
      clearImmediate(timer);
      queue = [];
      next = 0;
    },
  };
}

/** @returns how many events were written, at least one */
function serve(seat: TopicSeat): number {
  const startedIn = seat.line;
  let writes = 0;
  while (writes < TURN_EVENTS && isQueued(seat) && seat.line) {
    const { stretch } = seat.line;
    const event = stretch.eventAt(seat.position);
    if (seat.position < stretch.first) seat.fallBehind();
    else if (event) {
      writes += 1;
      seat.read(event);
    } else seat.goOn();
  }
  startedIn?.onRead(seat.position);
  return Math.max(writes, 1);
}

/** A turn changes it. */
function isQueued({ state }: TopicSeat): boolean {
  return state === 'queued';
}
