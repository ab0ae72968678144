import { Kind, visit, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { conditionVariables } from '../document/collect-fields.ts';
import { needingFields } from '../document/needed-by-field.ts';
import type { Data } from '../merge.ts';
import type { Generation } from '../../supergraph/generation.ts';

const NONE: readonly string[] = [];

/**
 * The variables in @skip and @include by whose values an operation is planned. The planner mixes up
 * conditions where a field needs others: of two around each other it keeps one, and for a field
 * without any it may fetch what is needed only where another's holds. Elsewhere one plan is enough.
 */
export function decidedFirst(generation: Generation, document: DocumentNode): readonly string[] {
  const variables = conditionVariables(document);
  return variables.length > 0 && asksForNeeding(generation, document) ? variables : NONE;
}

function asksForNeeding({ supergraph }: Generation, document: DocumentNode): boolean {
  const needing = needingFields(supergraph);
  let found = false;
  visit(document, {
    Field: ({ name }) => {
      found ||= needing.has(name.value);
    },
  });
  return found;
}

/**
 * The values by which conditions are decided.
 * @param variables as the client sent them; what is wrong with them is told when they are coerced
 */
export function decisionsBy(
  names: readonly string[],
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Data,
): Data {
  const valueOf = (name: string): boolean => {
    if (Object.hasOwn(variables, name)) return variables[name] === true;
    const byDefault = variableDefinitions.find(
      ({ variable }) => variable.name.value === name,
    )?.defaultValue;
    return byDefault?.kind === Kind.BOOLEAN && byDefault.value;
  };
  return Object.fromEntries(names.map((name) => [name, valueOf(name)]));
}
