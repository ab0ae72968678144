import {
  Kind,
  valueFromASTUntyped,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { Data } from '../../execution/merge.ts';
import type { PlannedSubscription } from '../../execution/plan.ts';
import type { StartingPoint } from '../upstream/primary-operation.ts';
import { isStartArgument, startTypes } from '../upstream/start-types.ts';

/** One subscription without what only says where it begins. */
export interface WithoutStart {
  operation: OperationDefinitionNode;
  /** Those that the operation spreads, by name. */
  fragments: readonly FragmentDefinitionNode[];
  /** Variables that say nothing but where it begins. */
  startVariables: ReadonlySet<string>;
  /** @param coerced the variables */
  startOf: (coerced: Data) => StartingPoint;
}

const known = new WeakMap<PlannedSubscription, WithoutStart>();

/** Takes the starting point out of a planned subscription; worked out once for each plan. */
export function withoutStart(planned: PlannedSubscription): WithoutStart {
  const before = known.get(planned);
  if (before) return before;
  const made = separate(planned);
  known.set(planned, made);
  return made;
}

function separate({ generation, document, operation }: PlannedSubscription): WithoutStart {
  const fragments = fragmentsOf(document, operation);
  const rootType = generation.apiSchema.getSubscriptionType()?.name;
  const root: FieldNode[] = [];
  const strip = (field: FieldNode): FieldNode => {
    if (!startTypes(generation, field.name.value)) return field;
    root.push(field);
    const left = (field.arguments ?? []).filter(({ name }) => !isStartArgument(name.value));
    return { ...field, arguments: left };
  };
  const stripped = { ...operation, selectionSet: mapRootFields(operation.selectionSet, strip) };
  const strippedFragments = fragments.map((fragment) =>
    fragment.typeCondition.name.value === rootType
      ? { ...fragment, selectionSet: mapRootFields(fragment.selectionSet, strip) }
      : fragment,
  );
  const inUse = variablesIn([stripped, ...strippedFragments]);
  const startVariables = new Set(
    root.flatMap((field) => [...variablesIn([field])]).filter((name) => !inUse.has(name)),
  );
  return {
    operation: {
      ...stripped,
      variableDefinitions: (operation.variableDefinitions ?? []).filter(
        ({ variable }) => !startVariables.has(variable.name.value),
      ),
    },
    fragments: strippedFragments,
    startVariables,
    startOf: (coerced) => readStart(root[0], coerced),
  };
}

function readStart(root: FieldNode | undefined, coerced: Data): StartingPoint {
  const read = (argument: string): unknown => {
    const value = root?.arguments?.find(({ name }) => name.value === argument)?.value;
    return value && valueOf(value, coerced);
  };
  const after = read('after');
  if (typeof after === 'string') return { after, withOpen: false };
  return { after: null, withOpen: read('withOpen') === true };
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
  nodes: readonly (FieldNode | OperationDefinitionNode | FragmentDefinitionNode)[],
): Set<string> {
  const names = new Set<string>();
  for (const node of nodes)
    visit(node, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void names.add(name.value),
    });
  return names;
}
