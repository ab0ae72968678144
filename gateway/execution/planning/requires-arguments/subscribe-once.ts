import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner';
import { Kind, parse, print, type FieldNode, type SelectionNode } from 'graphql';
import { joinFetches } from '../../schedule/join-fetches.ts';

/** A subscription, by one fetch that tells events and what gathers the rest of each. */
export interface Told {
  primary: FetchNode;
  rests: readonly PlanNode[];
}

/** The plan of a subscription as that of a query: its primary, and then the rest. */
export function asSequence({ primary, rest }: SubscriptionNode): PlanNode {
  return { kind: 'Sequence', nodes: [primary, ...(rest ? [rest] : [])] };
}

/**
 * Several such plans for one subscription, so that it is subscribed to once.
 * @returns null where they do not begin with the same root field of one subgraph
 */
export function subscribeOnce(plans: readonly PlanNode[]): Told | null {
  const primaries: FetchNode[] = [];
  const rests: PlanNode[] = [];
  for (const plan of plans) {
    const [primary, ...rest] = plan.kind === 'Sequence' ? plan.nodes : [];
    if (primary?.kind !== 'Fetch') return null;
    primaries.push(primary);
    rests.push(...rest);
  }
  const [first, ...others] = primaries;
  if (!first || others.some(({ serviceName }) => serviceName !== first.serviceName)) return null;
  if (others.length === 0) return { primary: first, rests };
  const primary = withOneRoot(others.reduce(joinFetches, first));
  return primary && { primary, rests };
}

/** A subscription may select its root field twice, but what takes its cursor looks at one place. */
function withOneRoot(primary: FetchNode): FetchNode | null {
  const document = parse(primary.operation, { noLocation: true });
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return null;
  const { selections } = operation.selectionSet;
  const [root] = selections;
  if (!isField(root)) return null;
  const fields = selections.filter(isField);
  if (fields.length < selections.length || fields.some((field) => keyOf(field) !== keyOf(root)))
    return null;
  const below = fields.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
  const whole: FieldNode = {
    ...root,
    selectionSet: { kind: Kind.SELECTION_SET, selections: below },
  };
  const selectionSet = { kind: Kind.SELECTION_SET as const, selections: [whole] };
  const definitions = [{ ...operation, selectionSet }];
  return { ...primary, operation: print({ kind: Kind.DOCUMENT, definitions }) };
}

function isField(selection: SelectionNode | undefined): selection is FieldNode {
  return selection?.kind === Kind.FIELD;
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
