import type { PlanNode, SubscriptionNode } from '@apollo/query-planner';

type Root = PlanNode | SubscriptionNode | undefined;

/**
 * Two plans as one: the first begins and gathers what is required, the second goes on from there.
 * The second plan's own beginning is left out; the planner takes required fields there from a
 * subgraph that only knows them as @external.
 */
export function withRequiredFirst(first: Root, second: Root): Root {
  if (first?.kind === 'Subscription' && second?.kind === 'Subscription') {
    const rest = inSequence(first.rest, second.rest);
    return { ...first, ...(rest && { rest }) };
  }
  if (!first || first.kind === 'Subscription' || second?.kind === 'Subscription') return second;
  return inSequence(first, second && withoutBeginning(second));
}

function inSequence(...given: (PlanNode | undefined)[]): PlanNode | undefined {
  const nodes = given.filter((node) => node !== undefined);
  return nodes.length > 1 ? { kind: 'Sequence', nodes } : nodes[0];
}

/** Without the fetches of root fields. */
function withoutBeginning(node: PlanNode): PlanNode | undefined {
  switch (node.kind) {
    case 'Fetch':
      return node.requires ? node : undefined;
    case 'Sequence':
    case 'Parallel': {
      const nodes = node.nodes.map(withoutBeginning).filter((each) => each !== undefined);
      return nodes.length > 0 ? { ...node, nodes } : undefined;
    }
    case 'Condition': {
      const ifClause = node.ifClause && withoutBeginning(node.ifClause);
      const elseClause = node.elseClause && withoutBeginning(node.elseClause);
      if (!ifClause && !elseClause) return undefined;
      const { condition } = node;
      return {
        kind: 'Condition',
        condition,
        ...(ifClause && { ifClause }),
        ...(elseClause && { elseClause }),
      };
    }
    case 'Flatten':
    case 'Defer':
      return node;
  }
}
