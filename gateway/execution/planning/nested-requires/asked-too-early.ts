import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner';
import { Kind, parse, print, visit, type DocumentNode, type FieldNode } from 'graphql';
import { visitReadiness, type IsGathered } from './visit-readiness.ts';
import { fetchesOf } from './rewrite-plan.ts';
import type { UnreadyFields } from './unready-fields.ts';

/** Whether some fetch of a plan asks for what its subgraph is not ready to tell there. */
export function asksTooEarly(unready: UnreadyFields, plan: PlanNode | SubscriptionNode): boolean {
  const isTooEarly = (fetch: FetchNode): boolean => withoutUnready(unready, fetch) !== fetch;
  if (plan.kind !== 'Subscription') return fetchesOf(plan).some(({ node }) => isTooEarly(node));
  if (isTooEarly(plan.primary)) return true;
  return plan.rest ? asksTooEarly(unready, plan.rest) : false;
}

/** The fetch without what is asked for too early in it: there it would come as null. */
export function withoutUnready(
  unready: UnreadyFields,
  fetch: FetchNode,
  isGathered?: IsGathered,
): FetchNode {
  const asked = parse(fetch.operation, { noLocation: true });
  const leaveOut = (field: FieldNode, isReady: boolean) =>
    isReady || !isPlain(field) ? undefined : null;
  const document = visit(asked, visitReadiness(unready, fetch, leaveOut, isGathered));
  if (document === asked) return fetch;
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return {
    ...fetch,
    operation: print(withDefinitionsOf(used, filled(document))),
    variableUsages: (fetch.variableUsages ?? []).filter((name) => used.has(name)),
  };
}

/** What a field requires is asked for by its name alone. */
function isPlain({ alias, arguments: given = [] }: FieldNode): boolean {
  return !alias && given.length === 0;
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function filled(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: (set) =>
      set.selections.length > 0 ? undefined : { ...set, selections: [TYPENAME] },
  });
}

function withDefinitionsOf(used: ReadonlySet<string>, document: DocumentNode): DocumentNode {
  return visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
}
