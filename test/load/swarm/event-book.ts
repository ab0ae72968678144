/** An event as the swarm keeps it: small, since thousands of clients see the same ones. */
export interface BookedEvent {
  /** Order of first sight in this process. */
  number: number;
  cursor: string;
  /** Instant at which it happened, by the casework's clock. */
  atMs: number;
}

export interface EventBook {
  /** Null where the frame is not an event's. */
  eventOf(frame: Buffer): BookedEvent | null;
  /** -1 for an event that nobody here has seen. */
  numberOf(cursor: string): number;
}

/** The query selects these two first, so they stand within the first bytes of each frame. */
const EVENT = /"type":"next".*?"cursor":"([^"]+)","at":"([^"]+)"/;
const HEAD_BYTES = 320;

/** Reads each event once, however many clients it comes to. */
export function createEventBook(): EventBook {
  const byHead = new Map<string, BookedEvent>();
  const byCursor = new Map<string, BookedEvent>();
  return {
    eventOf: (frame) => {
      const head = frame.toString('latin1', 0, HEAD_BYTES);
      const known = byHead.get(head);
      if (known) return known;
      const [, cursor, at] = EVENT.exec(head) ?? [];
      if (cursor === undefined || at === undefined) return null;
      const event = byCursor.get(cursor) ?? {
        number: byCursor.size,
        cursor,
        atMs: Date.parse(at),
      };
      byCursor.set(cursor, event);
      byHead.set(head, event);
      return event;
    },
    numberOf: (cursor) => byCursor.get(cursor)?.number ?? -1,
  };
}
