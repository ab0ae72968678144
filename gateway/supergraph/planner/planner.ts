import type { Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { planOptionsExceeded } from '../../limits/plan-options.ts';
import { planWithoutDetours } from './without-detours.ts';

/** Planning holds up all else, and what a document asks decides how much there is to weigh. */
export class BoundedPlanner extends QueryPlanner {
  /** @param maxOptions ways to one field; null: however many there are */
  constructor(supergraph: Supergraph, maxOptions: number | null) {
    planWithoutDetours();
    super(supergraph, { debug: { pathsLimit: maxOptions } });
  }

  /** @throws GraphQLError LIMIT_EXCEEDED where an operation has more of them */
  override buildQueryPlan(
    ...given: Parameters<QueryPlanner['buildQueryPlan']>
  ): ReturnType<QueryPlanner['buildQueryPlan']> {
    try {
      return super.buildQueryPlan(...given);
    } catch (error) {
      throw planOptionsExceeded(error) ?? error;
    }
  }
}
