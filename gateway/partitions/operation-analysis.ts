import {
  getOperationAST,
  Kind,
  parse,
  valueFromASTUntyped,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { rootFieldKey, type RoutingRules } from '../../schema/partitions/routing-rules.ts';
import { isIncluded } from '../execution/document/collect-fields.ts';
import type { Data } from '../execution/merge.ts';

/** What one response key of an operation's root asks for. */
export type RootField = Meaning & {
  key: string;
  /** Usually one; the same key may be selected again. */
  selections: SelectionNode[];
};

type Meaning =
  | { kind: 'entities'; variable: string }
  | { kind: 'routed'; read: (variables: Data) => unknown }
  /** The directory and the registry, which are the city's own. */
  | { kind: 'city' };

/** Everything routing needs to know of an operation's text, worked out once. */
export interface Analysis {
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** In document order, without `__typename`. */
  fields: readonly RootField[];
  isAllCity: boolean;
}

/** @throws Error where the text is no operation; the planner writes none such */
export function analyseOperation(
  text: string,
  operationName: string | null,
  rules: RoutingRules,
): Analysis {
  const document = parse(text, { noLocation: true });
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('expected a subgraph operation, but the text has none');
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const fields = new Map<string, RootField>();
  for (const [field, selection] of rootFields(operation.selectionSet, fragments)) {
    // the gateway says it by itself; it must not cost a request to the city, which could fail
    if (field.name.value === '__typename') continue;
    const key = field.alias?.value ?? field.name.value;
    const known = fields.get(key);
    if (known) known.selections.push(selection);
    else fields.set(key, { key, selections: [selection], ...meaning(field, operation, rules) });
  }
  const all = [...fields.values()];
  return { operation, fragments, fields: all, isAllCity: all.every(({ kind }) => kind === 'city') };
}

/** Indices of the root fields that @skip and @include leave out wherever they are selected. */
export function fieldsLeftOut(
  { fields, operation }: Analysis,
  variables: Data,
): ReadonlySet<number> {
  const conditions: Data = { ...defaultsOf(operation), ...variables };
  const isAsked = (selection: SelectionNode): boolean =>
    isIncluded(selection.directives, conditions) &&
    (selection.kind !== Kind.INLINE_FRAGMENT || selection.selectionSet.selections.some(isAsked));
  return new Set(
    fields.flatMap(({ selections }, index) => (selections.some(isAsked) ? [] : [index])),
  );
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Data {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
}

type Found = [field: FieldNode, selection: SelectionNode];

/** Each root field, with the conditions it stands under; spreads become inline fragments. */
function rootFields(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Found[] {
  return selections.flatMap((selection): Found[] => {
    if (selection.kind === Kind.FIELD) return [[selection, selection]];
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!inner) return [];
    return rootFields(inner.selectionSet, fragments).map(([field, found]) => [
      field,
      {
        kind: Kind.INLINE_FRAGMENT,
        directives: selection.directives ?? [],
        selectionSet: { kind: Kind.SELECTION_SET, selections: [found] },
      },
    ]);
  });
}

function meaning(
  field: FieldNode,
  operation: OperationDefinitionNode,
  rules: RoutingRules,
): Meaning {
  const name = field.name.value;
  const isEntities = name === '_entities';
  const argument = isEntities
    ? 'representations'
    : rules.rootFields.get(rootFieldKey(operation.operation, name));
  const value = field.arguments?.find((given) => given.name.value === argument)?.value;
  if (!value) return { kind: 'city' };
  if (value.kind !== Kind.VARIABLE) {
    const literal: unknown = valueFromASTUntyped(value);
    return isEntities ? { kind: 'city' } : { kind: 'routed', read: () => literal };
  }
  const variable = value.name.value;
  if (isEntities) return { kind: 'entities', variable };
  const definition = operation.variableDefinitions?.find(
    (defined) => defined.variable.name.value === variable,
  );
  const byDefault: unknown =
    definition?.defaultValue && valueFromASTUntyped(definition.defaultValue);
  return {
    kind: 'routed',
    read: (variables) => (Object.hasOwn(variables, variable) ? variables[variable] : byDefault),
  };
}
