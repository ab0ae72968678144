import type { LoggedAssignment } from '../city/event-log.ts';
import type { Dashboard } from './dashboard.ts';

/** A dashboard, and what it should have been told. */
export interface Watch {
  dashboard: Dashboard;
  isConcerned: (event: LoggedAssignment) => boolean;
}

export interface Difference {
  dashboard: string;
  /** Of the last event it was told of. */
  cursor: string;
  what: string;
}

/** What a dashboard should have seen, in order. */
export function expectedOf({ isConcerned }: Watch, log: readonly LoggedAssignment[]): string[] {
  return log.filter(isConcerned).map(({ assignmentId }) => assignmentId);
}

/** Null where it has seen every event that concerns it exactly once, in the order of the log. */
export function differenceOf(watch: Watch, log: readonly LoggedAssignment[]): Difference | null {
  const { dashboard } = watch;
  const { name, seen, refusals } = dashboard;
  const wrong = [
    ...refusals.map(({ code, message }) => `was refused: ${code} ${message}`),
    ...differences(expectedOf(watch, log), seen),
  ];
  if (wrong.length === 0) return null;
  return { dashboard: name, cursor: dashboard.cursor(), what: wrong.join('\n  ') };
}

function differences(expected: readonly string[], seen: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const id of seen) counts.set(id, (counts.get(id) ?? 0) + 1);
  const known = new Set(expected);
  const missed = expected.filter((id) => !counts.has(id));
  const repeated = [...counts].filter(([, count]) => count > 1).map(([id]) => id);
  const strange = seen.filter((id) => !known.has(id));
  const first = expected.findIndex((id, index) => seen[index] !== id);
  const isSame = first === -1 && seen.length === expected.length;
  if (isSame) return [];
  return [
    `differs first at event ${first === -1 ? expected.length : first} of ${expected.length}`,
    ...tell('missed', missed),
    ...tell('was told more than once of', repeated),
    ...tell('was told although not concerned of', strange),
  ];
}

function tell(what: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  return [`${what} ${ids.length}: ${ids.slice(0, 5).join(', ')}`];
}
