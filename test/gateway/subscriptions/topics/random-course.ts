import type { Random } from '../../oracle/random.ts';
import type { LogServer } from './log-server.ts';
import { HAPPENED, until, WITH_OPEN, type TestMember, type World } from './topics-world.ts';

/** A client, and what it is owed. */
export interface Expected {
  /** Its newest visit: whoever is sent away comes back with its last cursor. */
  member: TestMember;
  /** What it got by its visits before. */
  seen: readonly string[];
  comeBack: (after: string) => TestMember;
  /** The cursor it came with first. */
  after: string | null;
  /** Index in the log behind its cursor; null where it gave none. */
  from: number | null;
  withOpen: boolean;
  /** Length of the log when it joined. */
  joinedAt: number;
  hasLeft: boolean;
}

/** All that it got, over all its visits. */
export function gotBy({ seen, member }: Expected): string[] {
  return [...seen, ...member.cursors];
}

/** Who has neither got anything nor given a cursor has no place to go on from. */
function comeBack(expected: Expected): void {
  if (!expected.member.hasFallenBehind || expected.hasLeft) return;
  const last = gotBy(expected).at(-1) ?? expected.after;
  expected.seen = gotBy(expected);
  if (last === null) expected.hasLeft = true;
  else expected.member = expected.comeBack(last);
}

interface Course {
  server: LogServer;
  world: World;
  steps: number;
  /** Whether lists of what is open are asked for as well. */
  withLists: boolean;
}

/** One random life of a topic: what happens is drawn, so that a seed brings it back. */
export async function runCourse(
  random: Random,
  { server, world, steps, withLists }: Course,
): Promise<Expected[]> {
  const chance = (share: number): boolean => random() < share;
  const below = (count: number): number => Math.floor(random() * count);
  const members: Expected[] = [];
  const isFull = new Set<TestMember>();
  const join = (from: number | null, withOpen = false): void => {
    const after = from === null ? null : (server.entries[from - 1]?.cursor ?? 'the beginning');
    const isSlow = chance(0.2);
    const visit = (cursor: string | null): TestMember => {
      const query = cursor === null && withOpen ? WITH_OPEN : HAPPENED;
      const hasRoom = (): boolean => {
        if (!isSlow || chance(0.7)) return true;
        isFull.add(member);
        return false;
      };
      const member: TestMember = world.join({ after: cursor, query, hasRoom });
      return member;
    };
    const member = visit(after);
    const joinedAt = server.entries.length;
    const given = { after, from, withOpen, joinedAt, hasLeft: false };
    members.push({ ...given, member, seen: [], comeBack: visit });
  };
  const actions: (() => unknown)[] = [
    () => server.append({ isTold: chance(0.7), isOpen: chance(0.3) }),
    () => server.append({ isTold: true }),
    () => join(null),
    () => join(below(server.entries.length + 1)),
    () => join(Math.max(0, server.entries.length - below(4))),
    () => join(null, withLists),
    () => {
      const left = members[below(members.length)];
      if (!left || chance(0.7)) return;
      left.hasLeft = true;
      left.member.seat.leave();
    },
    () => {
      const reader = server.readers()[below(server.readers().length)];
      if (reader && chance(0.3)) server.lose(reader);
    },
    () => {
      const reader = server.readers()[below(server.readers().length)];
      if (!reader) return;
      if (chance(0.4)) reader.isHeld = true;
      else server.release(reader);
    },
    () => server.tellWatermarks(),
    () => {
      for (const member of isFull) member.seat.resume();
      isFull.clear();
    },
  ];
  for (let step = 0; step < steps; step += 1) {
    actions[below(actions.length)]?.();
    for (const expected of members) comeBack(expected);
    const turns = below(6);
    for (let turn = 0; turn < turns; turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
  }
  return members;
}

/** Lets everything that was held go on, and waits until the last event has reached everybody. */
export async function settle(server: LogServer, members: readonly Expected[]): Promise<void> {
  const isThereAnybody = members.some(({ hasLeft }) => !hasLeft);
  if (isThereAnybody) await until(() => server.firstStart() !== null, 'the live upstream');
  // open, so that whoever asks for what is open later gets it as well
  const last = server.append({ isOpen: true });
  const isDone = (expected: Expected): boolean =>
    expected.hasLeft || gotBy(expected).includes(last.cursor);
  let turns = 0;
  await until(() => {
    for (const reader of server.readers()) server.release(reader);
    server.tellWatermarks();
    for (const expected of members) {
      comeBack(expected);
      expected.member.seat.resume();
    }
    // without watermarks nobody knows that a replay has told all until something happens
    turns += 1;
    if (turns % 200 === 0) server.append();
    return members.every(isDone);
  }, 'the last event at all members');
}

/** The events that a member is owed, as cursors; several where it depends on a moment nobody sees. */
export function owedTo(server: LogServer, expected: Expected): string[][] {
  const { from, withOpen, joinedAt } = expected;
  const { entries } = server;
  const told = (start: number): string[] =>
    entries.slice(start).flatMap(({ isTold, cursor }) => (isTold ? [cursor] : []));
  const open = (end: number): string[] =>
    entries.slice(0, end).flatMap((entry) => (entry.isTold && entry.isOpen ? [entry.cursor] : []));
  if (from !== null) return [told(from)];
  // nobody sees when the list was read; whoever is cut off within it goes on with all that follows
  if (withOpen) return entries.map((_, index) => [...open(index), ...told(index)]);
  // it begins with any event, but no later than with the first after it joined a live topic
  const latest = told(Math.max(joinedAt, server.firstStart() ?? 0));
  const [first] = gotBy(expected);
  const isEarly = first !== undefined && !latest.includes(first);
  return [isEarly ? told(entries.findIndex(({ cursor }) => cursor === first)) : latest];
}
