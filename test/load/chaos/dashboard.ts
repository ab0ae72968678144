import { setTimeout as delay } from 'node:timers/promises';
import { between, type Random } from '../../gateway/oracle/random.ts';

/** What a dashboard is told of an assignment. */
export interface Notice {
  cursor: string;
  assignment: { id: string };
}

/** What ended a connection. */
export interface Refusal {
  code: string;
  message: string;
}

/** One connection of a dashboard, over whichever transport. */
export interface Connection {
  /** Resolves when it is over, with the errors that the gateway ended the subscription with. */
  over: Promise<readonly Refusal[]>;
  /** Breaks it as a lost network does: nothing more is said. */
  cut(): void;
}

/** @param after cursor to go on from; null: only what comes from now on */
export type Connect = (after: string | null, onNotice: (notice: Notice) => void) => Connection;

export interface DashboardOptions {
  name: string;
  connect: Connect;
  /** Cursor from which it wants to have seen all. */
  start: string;
  random: Random;
}

/** Watches for ever: it comes back with the cursor of what it saw last, whoever broke the line. */
export interface Dashboard {
  name: string;
  /** Ids of assignments in the order in which it was told of them. */
  seen: readonly string[];
  /** Cursor of the last one. */
  cursor(): string;
  connections(): number;
  /** Errors that no dashboard should get. */
  refusals: readonly Refusal[];
  cut(): void;
  leave(): Promise<void>;
}

/** The gateway could not reach casework: the one answer after which trying again is right. */
const PASSING = new Set(['SUBGRAPH_UNAVAILABLE']);
const MAX_RETRY_MS = 300;

export function openDashboard({ name, connect, start, random }: DashboardOptions): Dashboard {
  const seen: string[] = [];
  const refusals: Refusal[] = [];
  let cursor = start;
  let connections = 0;
  let current: Connection | null = null;
  let hasLeft = false;

  const watch = async (): Promise<void> => {
    while (!hasLeft) {
      connections += 1;
      current = connect(cursor, (notice) => {
        seen.push(notice.assignment.id);
        ({ cursor } = notice);
      });
      const errors = await current.over;
      refusals.push(...errors.filter(({ code }) => !PASSING.has(code)));
      await delay(between(0, MAX_RETRY_MS, random));
    }
  };
  const watching = watch();
  return {
    name,
    seen,
    refusals,
    cursor: () => cursor,
    connections: () => connections,
    cut: () => current?.cut(),
    leave: async () => {
      hasLeft = true;
      current?.cut();
      await watching;
    },
  };
}
