import type { TopicSeat } from './topic-seat.ts';

interface PendingGroup {
  readonly after: string;
  /** When the cursor was first heard of. */
  readonly seenAt: number;
  readonly seats: ReadonlySet<TopicSeat>;
}

/** Members whose cursor is in no stretch, by cursor. */
export interface Pending {
  add: (seat: TopicSeat, after: string) => void;
  leave: (seat: TopicSeat) => void;
  take: (after: string) => PendingGroup | undefined;
  /** Any of them: older and older ones by halves, so that all are served after few replays. */
  takeAny: () => PendingGroup | undefined;
  size: () => number;
}

export function createPending(tick: () => number, random: () => number): Pending {
  const groups = new Map<string, PendingGroup & { seats: Set<TopicSeat> }>();
  const cursors = new Map<TopicSeat, string>();
  const take = (after: string): PendingGroup | undefined => {
    const group = groups.get(after);
    groups.delete(after);
    for (const seat of group?.seats ?? []) cursors.delete(seat);
    return group;
  };
  return {
    add: (seat, after) => {
      const group = groups.get(after) ?? { after, seenAt: tick(), seats: new Set() };
      groups.set(after, group);
      group.seats.add(seat);
      cursors.set(seat, after);
    },
    leave: (seat) => {
      const after = cursors.get(seat);
      if (after === undefined) return;
      cursors.delete(seat);
      const group = groups.get(after);
      group?.seats.delete(seat);
      if (group?.seats.size === 0) groups.delete(after);
    },
    take,
    takeAny: () => {
      const index = Math.floor(random() * groups.size);
      const after = [...groups.keys()][index];
      return after === undefined ? undefined : take(after);
    },
    size: () => groups.size,
  };
}
