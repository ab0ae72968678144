import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner';
import { Kind, parse, print, visit, type DocumentNode, type FieldNode } from 'graphql';
import { visitReadiness } from './visit-readiness.ts';
import type { UnreadyFields } from './unready-fields.ts';

/** Whether some fetch of a plan asks for what its subgraph is not ready to tell there. */
export function asksTooEarly(unready: UnreadyFields, plan: PlanNode | SubscriptionNode): boolean {
  return fetchesOf(plan).some((fetch) => withoutUnready(unready, fetch) !== fetch);
}

/** Whether a plan begins with a fetch that tellsNested. */
export function beginsWithNested(
  unready: UnreadyFields,
  plan: PlanNode | SubscriptionNode,
): boolean {
  return fetchesOf(plan).some((fetch) => tellsNested(unready, fetch));
}

/**
 * Whether a fetch of root fields tells something that is made from what is made itself: its subgraph
 * has by @provides what it needs for it.
 */
export function tellsNested(unready: UnreadyFields, fetch: FetchNode): boolean {
  if (fetch.requires) return false;
  let isFound = false;
  const look = (field: FieldNode, parent: string, isReady: boolean): undefined => {
    isFound ||= isReady && unready.isNested(parent, field.name.value);
  };
  visit(parse(fetch.operation, { noLocation: true }), visitReadiness(unready, fetch, look));
  return isFound;
}

/** The fetch without what is asked for too early in it: there it would come as null. */
export function withoutUnready(unready: UnreadyFields, fetch: FetchNode): FetchNode {
  const asked = parse(fetch.operation, { noLocation: true });
  const document = visit(
    asked,
    visitReadiness(unready, fetch, (field, _parent, isReady) =>
      isReady || !isPlain(field) ? undefined : null,
    ),
  );
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

function fetchesOf(node: PlanNode | SubscriptionNode | undefined): FetchNode[] {
  switch (node?.kind) {
    case 'Fetch':
      return [node];
    case 'Subscription':
      return [node.primary, ...fetchesOf(node.rest)];
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(fetchesOf);
    case 'Condition':
      return [...fetchesOf(node.ifClause), ...fetchesOf(node.elseClause)];
    case 'Flatten':
      return fetchesOf(node.node);
    case 'Defer':
    case undefined:
      return [];
  }
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
