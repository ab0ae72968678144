import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
} from 'graphql';
import type { UnreadyFields } from './unready-fields.ts';

/** Whether some fetch of a plan asks for what its subgraph is not ready to tell there. */
export function asksTooEarly(unready: UnreadyFields, plan: PlanNode | SubscriptionNode): boolean {
  return fetchesOf(plan).some((fetch) => withoutUnready(unready, fetch) !== fetch);
}

/** Whether a plan begins with such a fetch. */
export function beginsWithNested(
  unready: UnreadyFields,
  plan: PlanNode | SubscriptionNode,
): boolean {
  return fetchesOf(plan).some((fetch) => tellsNested(unready, fetch));
}

/**
 * Whether a fetch of root fields tells something that is made from what is made itself: then its
 * subgraph has all that it needs for it by @provides.
 */
export function tellsNested({ schema, isNested }: UnreadyFields, fetch: FetchNode): boolean {
  if (fetch.requires) return false;
  const types = new TypeInfo(schema);
  let isFound = false;
  const look = ({ name }: FieldNode): void => {
    isFound ||= isNested(types.getParentType()?.name ?? '', name.value);
  };
  visit(parse(fetch.operation, { noLocation: true }), visitWithTypeInfo(types, { Field: look }));
  return isFound;
}

/** The fetch without what is asked for too early in it: there it would come as null. */
export function withoutUnready(unready: UnreadyFields, fetch: FetchNode): FetchNode {
  if (tellsNested(unready, fetch)) return fetch;
  let isChanged = false;
  const leaveOut = leavingOut(unready, fetch, () => {
    isChanged = true;
  });
  const document = visit(parse(fetch.operation, { noLocation: true }), leaveOut);
  if (!isChanged) return fetch;
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return {
    ...fetch,
    operation: print(withDefinitionsOf(used, document)),
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

/** An entity that is asked for itself brings what it needs; what is below it brings nothing. */
function leavingOut(
  { schema, isUnready }: UnreadyFields,
  { serviceName, requires }: FetchNode,
  onLeftOut: () => void,
): ASTVisitor {
  const types = new TypeInfo(schema);
  const readyDepth = requires ? 2 : 0;
  let depth = 0;
  return visitWithTypeInfo(types, {
    Field: {
      enter: (field: FieldNode) => {
        depth += 1;
        const parent = types.getParentType()?.name ?? '';
        if (depth <= readyDepth || !isPlain(field)) return undefined;
        if (!isUnready(serviceName, parent, field.name.value)) return undefined;
        onLeftOut();
        // what is left out is not left
        depth -= 1;
        return null;
      },
      leave: () => {
        depth -= 1;
      },
    },
    SelectionSet: {
      leave: (set) => (set.selections.length > 0 ? undefined : { ...set, selections: [TYPENAME] }),
    },
  });
}

/** What a field requires is asked for by its name alone. */
function isPlain({ alias, arguments: given = [] }: FieldNode): boolean {
  return !alias && given.length === 0;
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function withDefinitionsOf(used: ReadonlySet<string>, document: DocumentNode): DocumentNode {
  return visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
}
