import { LARGE_QUERY, SMALL_QUERY } from '../classic/operations.ts';
import type { Graph } from '../contenders/contender.ts';
import { WORKLIST_QUERY } from '../portal/operations.ts';

export interface Scenario {
  name: string;
  graph: Graph;
  query: string;
  variables: Record<string, unknown>;
}

export const SCENARIOS: readonly Scenario[] = [
  { name: 'large', graph: 'classic', query: LARGE_QUERY, variables: {} },
  { name: 'small', graph: 'classic', query: SMALL_QUERY, variables: { first: 5 } },
  { name: 'worklist', graph: 'portal', query: WORKLIST_QUERY, variables: { first: 25 } },
];

/** `per-user`: a user of its own on each connection; `identical`: one user on all of them. */
export type LoadKind = 'per-user' | 'identical';

export interface Cell {
  scenario: Scenario;
  load: LoadKind;
  connections: number;
}

export function bodyOf({ query, variables }: Scenario): string {
  return JSON.stringify({ query, variables });
}
