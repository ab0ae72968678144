import type { TopicEvent } from './member.ts';

/** A place for one event, taken when it comes and filled when it is joined. */
export interface Slot {
  readonly cursor: string | null;
  event: TopicEvent | null;
  bytes: number;
}

export interface StretchBounds {
  maxEvents: number;
  maxBytes: number;
}

const MAX_ALIASES = 1_000;

/**
 * A stretch of a subgraph's log without gaps: events in their order, each at a position that
 * never changes. It grows at its end by what comes, at its front by older stretches, and loses
 * its oldest events when it exceeds its bounds. Cursors are opaque: they are only ever equal.
 */
export class Stretch {
  #slots: Slot[] = [];
  #first = 0;
  #readable = 0;
  #bytes = 0;
  /** Cursor → the position right behind it. */
  readonly #behind = new Map<string, number>();
  /** Those of #behind that belong to no event here, oldest first. */
  #aliases: string[] = [];

  /** Position of the oldest event that is kept. */
  get first(): number {
    return this.#first;
  }

  /** Position of the next event to come. */
  get end(): number {
    return this.#first + this.#slots.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** How many of the oldest events can be read, which is all but those that are not joined yet. */
  get joined(): number {
    return this.#readable - this.#first;
  }

  /** What can be read from a position on. */
  joinedFrom(position: number): { events: number; bytes: number } {
    const slots = this.#slots.slice(Math.max(position - this.#first, 0), this.joined);
    return { events: slots.length, bytes: slots.reduce((sum, { bytes }) => sum + bytes, 0) };
  }

  append(cursor: string | null): Slot {
    const slot: Slot = { cursor, event: null, bytes: 0 };
    this.#push(slot);
    return slot;
  }

  /** Says that the log stands at a cursor, which may be no event's, where this position is. */
  alias(cursor: string, position: number): void {
    if (this.#behind.has(cursor)) return;
    this.#behind.set(cursor, position);
    this.#aliases.push(cursor);
    const [oldest] = this.#aliases;
    if (this.#aliases.length <= MAX_ALIASES || oldest === undefined) return;
    this.#aliases.shift();
    if (!this.hasEvent(oldest)) this.#behind.delete(oldest);
  }

  /** The position behind the cursor; undefined where the cursor is not of this stretch. */
  positionBehind(cursor: string): number | undefined {
    return this.#behind.get(cursor);
  }

  hasEvent(cursor: string): boolean {
    const position = this.#behind.get(cursor);
    return position !== undefined && this.#slots[position - 1 - this.#first]?.cursor === cursor;
  }

  lastCursor(): string | null {
    return this.#slots.at(-1)?.cursor ?? null;
  }

  /** Null where there is none yet, or where one before it is not joined yet. */
  eventAt(position: number): TopicEvent | null {
    if (position >= this.#readable) return null;
    return this.#slots[position - this.#first]?.event ?? null;
  }

  /** @returns true where events can be read that could not before */
  fill(slot: Slot, event: TopicEvent): boolean {
    slot.event = event;
    slot.bytes = Buffer.byteLength(event.text);
    this.#bytes += slot.bytes;
    return this.#advance();
  }

  /**
   * Takes over a stretch of the same log that touches or overlaps this one; each of its events
   * must be filled.
   * @param offset from the other's positions to these
   * @returns what was taken over behind the end of this one
   */
  absorb(other: Stretch, offset: number): readonly Slot[] {
    const place = (slot: Slot, index: number) => ({ slot, at: other.#first + index + offset });
    const placed = other.#slots.map(place);
    const end = this.end;
    const before = placed.filter(({ at }) => at < this.#first).map(({ slot }) => slot);
    const behind = placed.filter(({ at }) => at >= end).map(({ slot }) => slot);
    this.#prepend(before);
    for (const slot of behind) this.#push(slot);
    this.#advance();
    for (const cursor of other.#aliases) {
      const position = other.#behind.get(cursor);
      if (position !== undefined) this.alias(cursor, position + offset);
    }
    return behind;
  }

  /**
   * Events that are not joined yet come on top: who lets them in bounds their number.
   * @param floor position of an event that is still needed, and all behind it
   */
  trim({ maxEvents, maxBytes }: StretchBounds, floor: number): boolean {
    let count = 0;
    let bytes = this.#bytes;
    const limit = Math.min(floor, this.#readable) - this.#first;
    while (count < limit && (this.joined - count > maxEvents || bytes > maxBytes)) {
      bytes -= this.#slots[count]?.bytes ?? 0;
      count += 1;
    }
    if (count === 0) return false;
    this.#bytes = bytes;
    const dropped = this.#slots.splice(0, count);
    this.#forget(dropped);
    return true;
  }

  #advance(): boolean {
    const before = this.#readable;
    while (this.#slots[this.#readable - this.#first]?.event) this.#readable += 1;
    return this.#readable > before;
  }

  #push(slot: Slot): void {
    this.#slots.push(slot);
    this.#bytes += slot.bytes;
    if (slot.cursor !== null) this.#behind.set(slot.cursor, this.end);
  }

  #prepend(slots: readonly Slot[]): void {
    this.#slots = [...slots, ...this.#slots];
    this.#first -= slots.length;
    slots.forEach(({ cursor, bytes }, index) => {
      this.#bytes += bytes;
      if (cursor !== null) this.#behind.set(cursor, this.#first + index + 1);
    });
  }

  /** The last one that was dropped stays known: behind it is where the rest begins. */
  #forget(dropped: readonly Slot[]): void {
    this.#first += dropped.length;
    const last = dropped.at(-1)?.cursor ?? null;
    for (const { cursor } of dropped)
      if (cursor !== null && cursor !== last) this.#behind.delete(cursor);
    this.#aliases = this.#aliases.filter((cursor) => {
      const isKept = (this.#behind.get(cursor) ?? this.#first) >= this.#first;
      if (!isKept) this.#behind.delete(cursor);
      return isKept;
    });
    if (last !== null) this.#aliases.push(last);
  }
}
