import type { Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { planOptionsExceeded } from '../../limits/plan-options.ts';
import { planWithoutDetours } from './without-detours.ts';

/**
 * Of the combinations of these ways, so many are worked out and compared. The planner's own 10,000
 * take it up to eleven seconds within our limits on documents, for plans that are no better.
 */
const MAX_PLANS = 500;

/** Planning holds up all else, and what a document asks decides how much there is to weigh. */
export class BoundedPlanner extends QueryPlanner {
  /** @param maxOptions ways to one field; null: however many there are */
  constructor(supergraph: Supergraph, maxOptions: number | null) {
    planWithoutDetours();
    super(supergraph, { debug: { pathsLimit: maxOptions, maxEvaluatedPlans: MAX_PLANS } });
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
