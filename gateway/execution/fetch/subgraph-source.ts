import type { OperationTypeNode } from 'graphql';
import type { Caller } from '../../auth/caller.ts';
import type { FailureReason } from '../../traffic/failure.ts';
import type { Data } from '../merge.ts';

/** An error as it came over the wire. */
export interface SubgraphError {
  message: string;
  path?: readonly (string | number)[];
  extensions?: Record<string, unknown>;
}

export interface SubgraphResult {
  data: Data | null;
  errors: readonly SubgraphError[];
  /** Set where the subgraph gave no answer at all; never read from the wire. */
  failure?: FailureReason;
}

export interface SubgraphRequest {
  query: string;
  operationName: string | null;
  kind: OperationTypeNode;
  variables: Data;
  caller: Caller;
}

/** One subgraph as the executor sees it, wherever and in how many places it runs. */
export interface SubgraphSource {
  /** Never rejects: a subgraph that does not answer is an error of the result. */
  fetch: (request: SubgraphRequest) => Promise<SubgraphResult>;
}
