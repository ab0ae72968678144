import type { PlanNode, SubscriptionNode } from '@apollo/query-planner';
import { tellsNested, withoutUnready } from './asked-too-early.ts';
import type { UnreadyFields } from './unready-fields.ts';

type Root = PlanNode | SubscriptionNode | undefined;

/**
 * Two plans as one: the first begins and gathers what is required, the second goes on from there.
 * The second plan's own beginning is left out, and further on what was gathered; the planner takes
 * required fields there from a subgraph that is not ready to tell them.
 */
export function withRequiredFirst(unready: UnreadyFields, first: Root, second: Root): Root {
  if (first?.kind === 'Subscription' && second?.kind === 'Subscription') {
    const rest = inSequence(first.rest, second.rest && goingOn(unready, second.rest));
    return { ...first, ...(rest && { rest }) };
  }
  if (!first || first.kind === 'Subscription' || second?.kind === 'Subscription') return second;
  return inSequence(first, second && goingOn(unready, second));
}

function inSequence(...given: (PlanNode | undefined)[]): PlanNode | undefined {
  const nodes = given.filter((node) => node !== undefined);
  return nodes.length > 1 ? { kind: 'Sequence', nodes } : nodes[0];
}

/**
 * Without the fetches of root fields that only say again what was gathered, and without what others
 * ask for too early.
 */
function goingOn(unready: UnreadyFields, node: PlanNode): PlanNode | undefined {
  switch (node.kind) {
    case 'Fetch':
      return node.requires || tellsNested(unready, node)
        ? withoutUnready(unready, node)
        : undefined;
    case 'Sequence':
    case 'Parallel': {
      const nodes = node.nodes
        .map((each) => goingOn(unready, each))
        .filter((each) => each !== undefined);
      return nodes.length > 0 ? { ...node, nodes } : undefined;
    }
    case 'Condition': {
      const ifClause = node.ifClause && goingOn(unready, node.ifClause);
      const elseClause = node.elseClause && goingOn(unready, node.elseClause);
      if (!ifClause && !elseClause) return undefined;
      const { condition } = node;
      return {
        kind: 'Condition',
        condition,
        ...(ifClause && { ifClause }),
        ...(elseClause && { elseClause }),
      };
    }
    case 'Flatten': {
      const inner = goingOn(unready, node.node);
      return inner && { ...node, node: inner };
    }
    case 'Defer':
      return node;
  }
}
