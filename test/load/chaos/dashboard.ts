import { setTimeout as delay } from 'node:timers/promises';
import { between, type Random } from '../../gateway/oracle/random.ts';
import type { Connect, Connection, Refusal } from '../city/connection.ts';

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

/** The gateway could not reach casework or whoever issues tokens: then trying again is right. */
const PASSING = new Set(['SUBGRAPH_UNAVAILABLE', 'IDENTITY_PROVIDER_UNAVAILABLE']);
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
