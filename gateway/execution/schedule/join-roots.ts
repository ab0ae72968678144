import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, print, type OperationDefinitionNode } from 'graphql';
import type { PlannedFetch } from './compile-schedule.ts';

/**
 * Puts the fetches of several plans for one operation together: what they ask of the root of a
 * subgraph is one fetch, so that all of them speak of the same objects.
 */
export function joinRoots(plans: readonly (readonly PlannedFetch[])[]): PlannedFetch[] {
  const joined: PlannedFetch[] = [];
  const roots = new Map<string, PlannedFetch>();
  for (const plan of plans) {
    const newIds = new Map<number, number>();
    for (const fetch of plan) {
      const key = `${fetch.node.serviceName} ${JSON.stringify(fetch.conditions)}`;
      const root = isRoot(fetch) ? roots.get(key) : undefined;
      if (root) {
        root.node = joinNodes(root.node, fetch.node);
        newIds.set(fetch.id, root.id);
        continue;
      }
      const needs = [...new Set(fetch.needs.map((need) => newIds.get(need) ?? need))];
      const added = { ...fetch, id: joined.length, needs };
      newIds.set(fetch.id, added.id);
      joined.push(added);
      if (isRoot(fetch)) roots.set(key, added);
    }
  }
  return joined;
}

function isRoot({ node, needs }: PlannedFetch): boolean {
  return needs.length === 0 && node.requires === undefined;
}

/**
 * Two fetches of root fields as one. Parts of an operation are planned without fragments, so the
 * selections stand for themselves.
 */
export function joinNodes(one: FetchNode, other: FetchNode): FetchNode {
  const [left, right] = [operationOf(one), operationOf(other)];
  const variables = new Map(
    [...(left.variableDefinitions ?? []), ...(right.variableDefinitions ?? [])].map(
      (definition) => [definition.variable.name.value, definition] as const,
    ),
  );
  const { selections } = left.selectionSet;
  const operation = print({
    ...left,
    variableDefinitions: [...variables.values()],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [...selections, ...right.selectionSet.selections],
    },
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
