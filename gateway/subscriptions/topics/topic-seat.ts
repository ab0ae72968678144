import type { GraphQLError } from 'graphql';
import type { Line } from './line.ts';
import type { Member, TopicEvent } from './member.ts';
import type { Stretch } from './stretch.ts';

/**
 * How a member stands: nobody knows yet where it begins, everything was read, its turn will
 * come, its transport is full, or it is over.
 */
type SeatState = 'pending' | 'waiting' | 'queued' | 'full' | 'over';

/** A member's place: it has no queue of its own, only a position in a line that all share. */
export class TopicSeat {
  readonly #member: Member;
  readonly #onOver: (seat: TopicSeat) => void;
  /** What was read before in another stretch and may come again. */
  #readBefore: Stretch | null = null;
  state: SeatState = 'pending';
  line: Line | null = null;
  position = 0;

  constructor(member: Member, onOver: (seat: TopicSeat) => void) {
    this.#member = member;
    this.#onOver = onOver;
  }

  /** Sits down, or moves to another line. */
  sit(line: Line, position: number): void {
    this.line?.seats.delete(this);
    this.line = line;
    this.position = position;
    line.seats.add(this);
    if (this.state === 'pending') this.state = 'waiting';
  }

  /** Takes the event at its position. */
  read(event: TopicEvent): void {
    this.position += 1;
    if (this.#readBefore) {
      const { cursor } = event;
      if (cursor !== null && this.#readBefore.hasEvent(cursor)) return;
      // both are in the order of the log, so nothing that was read comes after this one
      this.#readBefore = null;
    }
    const hasRoom = this.#member.write(event);
    // a transport may leave while it writes
    if (!hasRoom && !this.#isOver()) this.state = 'full';
  }

  /** All that can be read was: goes on in the next line, ends, or waits. */
  goOn(): void {
    const next = this.line?.next ?? null;
    const hasRead = this.line !== null && this.position >= this.line.stretch.end;
    if (next === null || !hasRead) this.state = 'waiting';
    else if (next.kind === 'ending') this.end(next.errors);
    else {
      this.#readBefore = this.line?.stretch ?? null;
      this.sit(next.line, next.position);
    }
  }

  end(errors: readonly GraphQLError[]): void {
    if (this.over()) this.#member.end(errors);
  }

  fallBehind(): void {
    if (this.over()) this.#member.fellBehind();
  }

  /** @returns false where it was over before */
  over(): boolean {
    if (this.#isOver()) return false;
    this.state = 'over';
    this.line?.seats.delete(this);
    this.#onOver(this);
    return true;
  }

  #isOver(): boolean {
    return this.state === 'over';
  }
}
