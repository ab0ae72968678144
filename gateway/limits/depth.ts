import {
  GraphQLError,
  Kind,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** The deepest of our own operations goes down 8 fields. */
const MAX_DEPTH = 15;

/** Refuses operations that go down more than `maximum` fields, through fragments too. */
export function depthLimit(maximum: number = MAX_DEPTH): ValidationRule {
  return (context) => ({
    OperationDefinition(operation) {
      const depth = createDepthMeter(context)(operation.selectionSet);
      if (depth <= maximum) return;
      context.reportError(
        new GraphQLError(`Expected at most ${maximum} levels of fields, but got ${depth}.`, {
          nodes: operation,
          extensions: { code: 'LIMIT_EXCEEDED', limit: 'depth', maximum, received: depth },
        }),
      );
    },
  });
}

/** Each fragment is measured once; a cycle, reported by another rule, counts as nothing. */
function createDepthMeter(context: ValidationContext): (selections: SelectionSetNode) => number {
  const measured = new Map<string, number>();
  const ofFragment = (fragment: FragmentDefinitionNode): number => {
    const name = fragment.name.value;
    const known = measured.get(name);
    if (known !== undefined) return known;
    measured.set(name, 0);
    const depth = ofSelections(fragment.selectionSet);
    measured.set(name, depth);
    return depth;
  };
  const ofSelections = (set: SelectionSetNode): number => {
    let deepest = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        // graphql-js has a limit of its own for introspection
        if (selection.name.value.startsWith('__')) continue;
        deepest = Math.max(
          deepest,
          1 + (selection.selectionSet ? ofSelections(selection.selectionSet) : 0),
        );
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        deepest = Math.max(deepest, ofSelections(selection.selectionSet));
      } else {
        const fragment = context.getFragment(selection.name.value);
        if (fragment) deepest = Math.max(deepest, ofFragment(fragment));
      }
    }
    return deepest;
  };
  return ofSelections;
}
