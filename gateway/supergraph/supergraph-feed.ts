import type { Fault } from './composition/composed.ts';

/** A part of the graph that is not served as it should be. */
export interface Quarantined extends Fault {
  subgraph: string;
  /** ISO 8601. */
  since: string;
  /** What clients meet instead: its last good SDL, or nothing of it. */
  serving: 'LAST_GOOD' | 'NOTHING';
}

export interface SupergraphStatus {
  quarantined: readonly Quarantined[];
  /** Why the whole is not brought up to date: its file is wrong, or nothing can be composed. */
  fault: (Fault & { since: string }) | null;
}

/** Rejects where it cannot be served; then the one before stays. */
export type ReplaceSupergraph = (supergraphSdl: string) => Promise<void>;

/** Where the supergraph comes from, now and whenever it changes. */
export interface SupergraphFeed extends AsyncDisposable {
  /** The one to start with. */
  supergraphSdl: string;
  status: () => SupergraphStatus;
  /**
   * Hands over each new supergraph, one at a time, until what is returned is disposed.
   */
  start: (replace: ReplaceSupergraph) => AsyncDisposable;
}
