import type { FetchNode, PlanNode } from '@apollo/query-planner';

/** A fetch of a plan and where it stands. */
export interface PlacedFetch {
  node: FetchNode;
  /** The way to its objects. */
  path: readonly (string | number)[];
}

/** A plan with other fetches; undefined where none are left. */
export function rewritePlan(
  root: PlanNode,
  change: (fetch: PlacedFetch) => FetchNode | undefined,
): PlanNode | undefined {
  const inNode = (node: PlanNode, path: PlacedFetch['path']): PlanNode | undefined => {
    switch (node.kind) {
      case 'Fetch':
        return change({ node, path });
      case 'Sequence':
      case 'Parallel': {
        const nodes = node.nodes
          .map((each) => inNode(each, path))
          .filter((each) => each !== undefined);
        return nodes.length > 0 ? { ...node, nodes } : undefined;
      }
      case 'Flatten': {
        const inner = inNode(node.node, [...path, ...node.path]);
        return inner && { ...node, node: inner };
      }
      // conditions are decided before, and nothing is deferred
      case 'Condition':
      case 'Defer':
        return node;
    }
  };
  return inNode(root, []);
}

export function fetchesOf(root: PlanNode): PlacedFetch[] {
  const fetches: PlacedFetch[] = [];
  rewritePlan(root, (fetch) => {
    fetches.push(fetch);
    return fetch.node;
  });
  return fetches;
}
