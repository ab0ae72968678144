import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { conditionKey } from './condition-key.ts';

/** A fetch of a plan and where it stands. */
export interface PlacedFetch {
  node: FetchNode;
  /** The way to its objects. */
  path: readonly (string | number)[];
  /** The conditions around it. */
  conditions: readonly string[];
}

/** A plan with other fetches; undefined where none are left. */
export function rewritePlan(
  root: PlanNode,
  change: (fetch: PlacedFetch) => FetchNode | undefined,
): PlanNode | undefined {
  const inNode = (
    node: PlanNode,
    place: Pick<PlacedFetch, 'path' | 'conditions'>,
  ): PlanNode | undefined => {
    switch (node.kind) {
      case 'Fetch':
        return change({ node, ...place });
      case 'Sequence':
      case 'Parallel': {
        const nodes = node.nodes
          .map((each) => inNode(each, place))
          .filter((each) => each !== undefined);
        return nodes.length > 0 ? { ...node, nodes } : undefined;
      }
      case 'Condition': {
        const { condition } = node;
        const inClause = (clause: PlanNode | undefined, wanted: boolean) =>
          clause &&
          inNode(clause, {
            ...place,
            conditions: [...place.conditions, conditionKey(condition, wanted)],
          });
        const ifClause = inClause(node.ifClause, true);
        const elseClause = inClause(node.elseClause, false);
        if (!ifClause && !elseClause) return undefined;
        return {
          kind: 'Condition',
          condition,
          ...(ifClause && { ifClause }),
          ...(elseClause && { elseClause }),
        };
      }
      case 'Flatten': {
        const inner = inNode(node.node, { ...place, path: [...place.path, ...node.path] });
        return inner && { ...node, node: inner };
      }
      case 'Defer':
        return node;
    }
  };
  return inNode(root, { path: [], conditions: [] });
}

export function fetchesOf(root: PlanNode): PlacedFetch[] {
  const fetches: PlacedFetch[] = [];
  rewritePlan(root, (fetch) => {
    fetches.push(fetch);
    return fetch.node;
  });
  return fetches;
}
