import {
  astFromValue,
  Kind,
  print,
  valueFromASTUntyped,
  visit,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInputType,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { withheldOf } from '../../authorization/plan-permitted.ts';
import type { Data } from '../../execution/merge.ts';
import type { PlannedSubscription } from '../../execution/planning/plan.ts';
import type { Generation } from '../../supergraph/generation.ts';
import type { StartingPoint } from '../upstream/primary-operation.ts';
import { isStartArgument, startTypes } from '../upstream/start-types.ts';

/** One subscription as its client sent it, and apart from it the arguments of its root field. */
export interface WithoutRootArguments {
  operation: OperationDefinitionNode;
  /** Those that the operation spreads, by name. */
  fragments: readonly FragmentDefinitionNode[];
  /** Variables that are arguments of the root field and nothing else. */
  rootVariables: ReadonlySet<string>;
  /**
   * What the root field is asked, but not where it begins: the same text whether a value stands
   * in the document or comes by a variable.
   * @param coerced the variables
   */
  argumentsBy: (coerced: Data) => string;
  startOf: (coerced: Data) => StartingPoint;
}

const known = new WeakMap<PlannedSubscription, WithoutRootArguments>();

/** Takes the root field's arguments out of a planned subscription; worked out once for each plan. */
export function withoutRootArguments(planned: PlannedSubscription): WithoutRootArguments {
  const before = known.get(planned);
  if (before) return before;
  const made = separate(planned);
  known.set(planned, made);
  return made;
}

function separate(planned: PlannedSubscription): WithoutRootArguments {
  const { generation } = planned;
  // what is left of it where fields are withheld bears the mark of the whole text, cursor and all
  const { document, operation } = withheldOf(planned) ?? planned;
  const fragments = fragmentsOf(document, operation);
  const rootType = generation.apiSchema.getSubscriptionType()?.name;
  const root: FieldNode[] = [];
  const strip = (field: FieldNode): FieldNode => {
    root.push(field);
    return { ...field, arguments: (field.arguments ?? []).filter((given) => !isApart(given)) };
  };
  const stripped = { ...operation, selectionSet: mapRootFields(operation.selectionSet, strip) };
  const strippedFragments = fragments.map((fragment) =>
    fragment.typeCondition.name.value === rootType
      ? { ...fragment, selectionSet: mapRootFields(fragment.selectionSet, strip) }
      : fragment,
  );
  const inUse = variablesIn([stripped, ...strippedFragments]);
  // where there are several, they are one field and have the same arguments
  const [asked] = root;
  const rootVariables = new Set(
    root.flatMap((field) => [...variablesIn([field])]).filter((name) => !inUse.has(name)),
  );
  return {
    operation: {
      ...stripped,
      variableDefinitions: (operation.variableDefinitions ?? []).filter(
        ({ variable }) => !rootVariables.has(variable.name.value),
      ),
    },
    fragments: strippedFragments,
    rootVariables,
    argumentsBy: (coerced) => (asked ? argumentsText(generation, asked, coerced) : ''),
    startOf: (coerced) =>
      asked && isResumable(generation, asked) ? readStart(asked, coerced) : FROM_NOW,
  };
}

const FROM_NOW: StartingPoint = { after: null, withOpen: false };

function isResumable(generation: Generation, field: FieldNode): boolean {
  return startTypes(generation, field.name.value) !== null;
}

/** A value with variables inside is left where it is, and they among the others. */
function isApart({ value }: ArgumentNode): boolean {
  return value.kind === Kind.VARIABLE || variablesIn([value]).size === 0;
}

function argumentsText(generation: Generation, field: FieldNode, coerced: Data): string {
  const definition = generation.apiSchema.getSubscriptionType()?.getFields()[field.name.value];
  const hasStart = isResumable(generation, field);
  const texts = (field.arguments ?? []).flatMap((given) => {
    const name = given.name.value;
    if (!isApart(given) || (hasStart && isStartArgument(name))) return [];
    const type = definition?.args.find((argument) => argument.name === name)?.type;
    const text = type && valueText(given.value, type, coerced);
    return text === undefined ? [] : [`${name}: ${text}`];
  });
  return texts.sort().join();
}

/** @returns undefined where the variable was not given, which is as if its argument was not */
function valueText(value: ValueNode, type: GraphQLInputType, coerced: Data): string | undefined {
  if (value.kind !== Kind.VARIABLE) return print(value);
  const given = coerced[value.name.value];
  if (given === undefined) return undefined;
  try {
    const literal = astFromValue(given, type);
    if (literal) return print(literal);
  } catch {
    // a scalar of the deployment's own, whose values have no form as text that we know
  }
  return `$${JSON.stringify(given)}`;
}

function readStart(root: FieldNode, coerced: Data): StartingPoint {
  const read = (argument: string): unknown => {
    const value = root.arguments?.find(({ name }) => name.value === argument)?.value;
    return value && valueOf(value, coerced);
  };
  const after = read('after');
  if (typeof after === 'string') return { after, withOpen: false };
  return { ...FROM_NOW, withOpen: read('withOpen') === true };
}

function valueOf(value: ValueNode, coerced: Data): unknown {
  return value.kind === Kind.VARIABLE ? coerced[value.name.value] : valueFromASTUntyped(value);
}

function mapRootFields(
  set: SelectionSetNode,
  change: (field: FieldNode) => FieldNode,
): SelectionSetNode {
  const selections = set.selections.map((selection): SelectionNode => {
    switch (selection.kind) {
      case Kind.FIELD:
        return change(selection);
      case Kind.INLINE_FRAGMENT:
        return { ...selection, selectionSet: mapRootFields(selection.selectionSet, change) };
      case Kind.FRAGMENT_SPREAD:
        return selection;
    }
  });
  return { ...set, selections };
}

function fragmentsOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): FragmentDefinitionNode[] {
  const found = new Map<string, FragmentDefinitionNode>();
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread: ({ name }) => {
        if (found.has(name.value)) return;
        const fragment = document.definitions.find(
          (definition): definition is FragmentDefinitionNode =>
            definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name.value,
        );
        if (!fragment) return;
        found.set(name.value, fragment);
        collect(fragment);
      },
    });
  };
  collect(operation);
  return [...found.values()].sort((a, b) => (a.name.value < b.name.value ? -1 : 1));
}

function variablesIn(
  nodes: readonly (FieldNode | ValueNode | OperationDefinitionNode | FragmentDefinitionNode)[],
): Set<string> {
  const names = new Set<string>();
  for (const node of nodes)
    visit(node, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void names.add(name.value),
    });
  return names;
}
