import type { FetchNode, PlanNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  print,
  visit,
  type DirectiveNode,
  type FieldNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  type SelectionNode,
  type VariableDefinitionNode,
  type VariableNode,
} from 'graphql';
import { conditionOn, variableOf, type VariablesOf } from './conjunctions.ts';

interface Spelling {
  variablesOf: VariablesOf;
  /** Those of the client. */
  definitions: readonly VariableDefinitionNode[];
}

/** The plan with conditions on the client's own variables in place of each that joins several. */
export function spellOut(spelling: Spelling, node: PlanNode): PlanNode {
  if (spelling.variablesOf.size === 0) return node;
  const below = (one: PlanNode): PlanNode => spellOut(spelling, one);
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map(below) };
    case 'Flatten':
      return { ...node, node: below(node.node) };
    case 'Condition': {
      const { ifClause, elseClause } = node;
      const variables = spelling.variablesOf.get(node.condition) ?? [node.condition];
      const clauses = {
        ...(ifClause && { ifClause: below(ifClause) }),
        ...(elseClause && { elseClause: below(elseClause) }),
      };
      // what several decide has but one clause: that of @include or that of @skip
      const [first = '', ...others] = variables;
      const innermost: PlanNode = { kind: 'Condition', condition: first, ...clauses };
      return others.reduce<PlanNode>(
        (inner, condition) => ({
          kind: 'Condition',
          condition,
          ...(ifClause ? { ifClause: inner } : { elseClause: inner }),
        }),
        innermost,
      );
    }
    case 'Fetch':
      return spellOutFetch(spelling, node);
    case 'Defer':
      return node;
  }
}

function spellOutFetch({ variablesOf, definitions }: Spelling, fetch: FetchNode): FetchNode {
  const { variableUsages = [] } = fetch;
  if (!variableUsages.some((name) => variablesOf.has(name))) return fetch;
  const usages = new Set(variableUsages.flatMap((name) => variablesOf.get(name) ?? [name]));
  const leave = (selection: FieldNode | InlineFragmentNode | FragmentSpreadNode): SelectionNode =>
    spellOutSelection(variablesOf, selection);
  const document = visit(parse(fetch.operation, { noLocation: true }), {
    OperationDefinition: ({ variableDefinitions = [], ...operation }) => {
      const kept = variableDefinitions.filter(({ variable }) => !variablesOf.has(nameOf(variable)));
      const known = new Set(kept.map(({ variable }) => nameOf(variable)));
      const added = definitions.filter(
        ({ variable }) => usages.has(nameOf(variable)) && !known.has(nameOf(variable)),
      );
      return { ...operation, variableDefinitions: [...kept, ...added] };
    },
    Field: { leave },
    InlineFragment: { leave },
    FragmentSpread: { leave },
  });
  return { ...fetch, operation: print(document), variableUsages: [...usages] };
}

function nameOf({ name }: VariableNode): string {
  return name.value;
}

/** The selection under the first of the conditions, within a fragment for each of the others. */
function spellOutSelection(variablesOf: VariablesOf, selection: SelectionNode): SelectionNode {
  const around: DirectiveNode[] = [];
  const directives = (selection.directives ?? []).map((directive) => {
    const kind = directive.name.value;
    const [first, ...others] = variablesOf.get(variableOf(directive)) ?? [];
    around.push(...others.map((variable) => conditionOn(kind, variable)));
    return first === undefined ? directive : conditionOn(kind, first);
  });
  return around.reduce<SelectionNode>(
    (inner, directive) => ({
      kind: Kind.INLINE_FRAGMENT,
      directives: [directive],
      selectionSet: { kind: Kind.SELECTION_SET, selections: [inner] },
    }),
    { ...selection, directives },
  );
}
