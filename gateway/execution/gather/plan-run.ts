import type { Caller } from '../../auth/caller.ts';
import type { Generation } from '../../supergraph/generation.ts';
import type { Faults } from './faults.ts';
import type { Data } from '../merge.ts';
import type { SubgraphSource } from '../fetch/subgraph-source.ts';

/** One execution of one plan. */
export interface PlanRun {
  generation: Generation;
  sourceOf: (subgraph: string) => SubgraphSource;
  caller: Caller;
  /** As the client sent them: subgraphs coerce by their own schema. */
  variables: Data;
  /** Coerced, for conditions. */
  coercedVariables: Data;
  faults: Faults;
}
