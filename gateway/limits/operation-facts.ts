import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Generation } from '../supergraph/generation.ts';
import { costLimit, type CostConfig, type CostLimit } from './cost-limit.ts';
import { asksForSchema } from './introspection.ts';
import { rootFieldsOf } from './operation-roots.ts';
import { countQueryCodes } from './query-codes.ts';

/** What limits need to know of an operation, whoever sends it with whichever variables. */
interface OperationFacts {
  queryCodes: number;
  asksForSchema: boolean;
  /** Null where cost is not limited. */
  checkCost: CostLimit | null;
}

export type FactsOf = (
  generation: Generation,
  document: DocumentNode,
  operation: OperationDefinitionNode,
) => OperationFacts;

/** Looks once at each operation; a document belongs to one generation, and facts go away with it. */
export function createOperationFacts(cost: CostConfig | null): FactsOf {
  const known = new WeakMap<OperationDefinitionNode, OperationFacts>();
  return (generation, document, operation) => {
    const facts = known.get(operation) ?? look(cost, generation, document, operation);
    known.set(operation, facts);
    return facts;
  };
}

function look(
  cost: CostConfig | null,
  { apiSchema: schema, costTable: table }: Generation,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationFacts {
  const rootFields = rootFieldsOf(document, operation);
  return {
    queryCodes: countQueryCodes(rootFields),
    asksForSchema: asksForSchema(rootFields),
    checkCost: cost && costLimit(cost, { schema, table, document, operation }),
  };
}
