import type { FetchNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  print,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Two fetches of root fields of one subgraph as one. They are planned without fragments of a name. */
export function joinFetches(one: FetchNode, other: FetchNode): FetchNode {
  const [left, right] = [operationOf(one), operationOf(other)];
  const variables = new Map(
    [...(left.variableDefinitions ?? []), ...(right.variableDefinitions ?? [])].map(
      (definition) => [definition.variable.name.value, definition] as const,
    ),
  );
  const operation = print({
    ...left,
    variableDefinitions: [...variables.values()],
    selectionSet: joinSets(left.selectionSet, right.selectionSet),
  });
  const usages = [...(one.variableUsages ?? []), ...(other.variableUsages ?? [])];
  const outputRewrites = [...(one.outputRewrites ?? []), ...(other.outputRewrites ?? [])];
  return { ...one, operation, variableUsages: [...new Set(usages)], outputRewrites };
}

function operationOf({ operation }: FetchNode): OperationDefinitionNode {
  const { definitions } = parse(operation, { noLocation: true });
  const [first] = definitions;
  if (definitions.length !== 1 || first?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error('expected a fetch without fragments');
  return first;
}

/** What is in both is there once. */
function joinSets(one: SelectionSetNode, other: SelectionSetNode): SelectionSetNode {
  const joined = new Map<string, SelectionNode>();
  for (const selection of [...one.selections, ...other.selections]) {
    const key = headOf(selection);
    const known = joined.get(key);
    joined.set(key, known ? joinSelections(known, selection) : selection);
  }
  return { ...one, selections: [...joined.values()] };
}

function joinSelections(one: SelectionNode, other: SelectionNode): SelectionNode {
  if (one.kind === Kind.FRAGMENT_SPREAD || other.kind === Kind.FRAGMENT_SPREAD) return one;
  if (!one.selectionSet || !other.selectionSet) return one;
  const selectionSet = joinSets(one.selectionSet, other.selectionSet);
  return { ...one, selectionSet };
}

const NOTHING: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] };

/** A selection without what is below it. */
function headOf(selection: SelectionNode): string {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return print(selection);
  return print({ ...selection, selectionSet: NOTHING });
}
