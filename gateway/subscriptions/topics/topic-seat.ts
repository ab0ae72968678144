import type { GraphQLError } from 'graphql';
import type { Line } from './line.ts';
import type { Member, TopicEvent } from './member.ts';

/**
 * How a member stands: nobody knows yet where it begins, everything was read, its turn will
 * come, its transport is full, or it is over.
 */
type SeatState = 'pending' | 'waiting' | 'queued' | 'full' | 'over';

interface SeatHooks {
  onOver: (seat: TopicSeat) => void;
  /** It has left its line, to go on behind the cursor. */
  onOnward: (seat: TopicSeat, after: string) => void;
}

/** A member's place: it has no queue of its own, only a position in a line that all share. */
export class TopicSeat {
  readonly #member: Member;
  readonly #onOver: (seat: TopicSeat) => void;
  readonly #onOnward: (seat: TopicSeat, after: string) => void;
  state: SeatState = 'pending';
  line: Line | null = null;
  position = 0;
  /** From when it sits in a replay until it has read all that the live tail has. */
  isCatchingUp = false;

  constructor(member: Member, hooks: SeatHooks) {
    this.#member = member;
    this.#onOver = hooks.onOver;
    this.#onOnward = hooks.onOnward;
  }

  /** Sits down, or moves to another line. */
  sit(line: Line, position: number): void {
    this.line?.seats.delete(this);
    this.line = line;
    this.position = position;
    line.seats.add(this);
    this.isCatchingUp ||= line.isReplay;
    if (this.state === 'pending') this.state = 'waiting';
  }

  /** Takes the event at its position. */
  read(event: TopicEvent): void {
    this.position += 1;
    const hasRoom = this.#member.write(event);
    // a transport may leave while it writes
    if (!hasRoom && !this.#isOver()) this.state = 'full';
  }

  /** All that can be read was: goes on from elsewhere, ends, or waits. */
  goOn(): void {
    const { line } = this;
    const next = line !== null && this.position >= line.stretch.end ? line.next : null;
    if (next === null) {
      this.state = 'waiting';
      this.isCatchingUp = line?.isReplay ?? false;
    } else if (next.kind === 'ending') this.end(next.errors);
    else {
      line?.seats.delete(this);
      this.line = null;
      this.state = 'pending';
      this.#onOnward(this, next.after);
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
