import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Refuses a document before it is validated and planned; null lets it pass. */
export type DocumentLimit = (document: DocumentNode) => GraphQLError | null;

interface Weighing {
  /** What a field counts, with what is below it. */
  field: (field: FieldNode, below: () => number) => number;
  /** What a spread or inline fragment counts beside its selections; 0 where left out. */
  spread?: (selection: SelectionNode) => number;
  join: (left: number, right: number) => number;
}

/**
 * Measures operations with all their fragments. Each fragment is measured once, so that ten
 * fragments which spread each other twice cost ten steps, not a thousand. A cycle, which
 * validation reports, counts as nothing.
 */
export function measureOperations(
  document: DocumentNode,
  weighing: Weighing,
): { operation: OperationDefinitionNode; size: number }[] {
  const measure = createMeter(document, weighing);
  return document.definitions.flatMap((operation) =>
    operation.kind === Kind.OPERATION_DEFINITION
      ? [{ operation, size: measure(operation.selectionSet) }]
      : [],
  );
}

function createMeter(
  document: DocumentNode,
  { field, spread = () => 0, join }: Weighing,
): (set: SelectionSetNode) => number {
  const fragments = fragmentsOf(document);
  const measured = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    measured.set(name, 0);
    const fragment = fragments.get(name);
    const size = fragment ? ofSelections(fragment.selectionSet) : 0;
    measured.set(name, size);
    return size;
  };
  const below = (set: SelectionSetNode | undefined): number => (set ? ofSelections(set) : 0);
  const ofSelection = (selection: SelectionNode): number => {
    if (selection.kind === Kind.FIELD) return field(selection, () => below(selection.selectionSet));
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? ofSelections(selection.selectionSet)
        : ofFragment(selection.name.value);
    return spread(selection) + inner;
  };
  const ofSelections = (set: SelectionSetNode): number =>
    set.selections.reduce((size, selection) => join(size, ofSelection(selection)), 0);
  return ofSelections;
}

/** Where names are used twice, which validation reports, the first counts. */
export function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION && !fragments.has(definition.name.value))
      fragments.set(definition.name.value, definition);
  return fragments;
}

/** For limits that count: adds up along all selections. */
export function sum(left: number, right: number): number {
  return left + right;
}
