import { Kind, validate, visit, type DocumentNode, type SelectionSetNode } from 'graphql';
import { runTrial, type Difference, type Trial } from './trial.ts';

const MAX_TRIALS = 300;

/** Leaves out of a failing operation whatever does not matter for the difference. */
export async function shrink(
  trial: Trial,
): Promise<{ document: DocumentNode; difference: Difference }> {
  let document = trial.document;
  let difference = await runTrial(trial);
  let trials = 0;
  for (let place = 0; trials < MAX_TRIALS;) {
    const smaller = withoutPlace(document, place);
    if (!smaller) break;
    const kept = onlyUsed(smaller);
    const found = isValid(trial, kept) ? await runTrial({ ...trial, document: kept }) : null;
    trials += 1;
    if (found) [document, difference] = [kept, found];
    else place += 1;
  }
  if (!difference)
    throw new Error('a difference was not found again: the trial depends on more than its seed');
  return { document, difference };
}

function isValid({ graph }: Trial, document: DocumentNode): boolean {
  return validate(graph.generation.apiSchema, document).length === 0;
}

/** Without the selection or directive at a place, counted through the document; null past the end. */
function withoutPlace(document: DocumentNode, place: number): DocumentNode | null {
  let count = -1;
  const here = (): boolean => {
    count += 1;
    return count === place;
  };
  const smaller = visit(document, {
    Directive: () => (here() ? null : undefined),
    SelectionSet: (set): SelectionSetNode | undefined => {
      if (set.selections.length > 1)
        for (const selection of set.selections)
          if (here())
            return { ...set, selections: set.selections.filter((other) => other !== selection) };
      for (const selection of set.selections)
        if (selection.kind === Kind.INLINE_FRAGMENT && here())
          return {
            ...set,
            selections: set.selections.flatMap((other) =>
              other === selection ? selection.selectionSet.selections : [other],
            ),
          };
      return undefined;
    },
  });
  return count >= place ? smaller : null;
}

/** Without fragments and variables that nothing uses any more. */
function onlyUsed(document: DocumentNode): DocumentNode {
  let current = document;
  for (;;) {
    const spreads = spreadNames(current);
    const definitions = current.definitions.filter(
      (one) => one.kind !== Kind.FRAGMENT_DEFINITION || spreads.has(one.name.value),
    );
    if (definitions.length === current.definitions.length) break;
    current = { ...current, definitions };
  }
  const used = new Set<string>();
  visit(current, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return visit(current, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
}

function spreadNames(document: DocumentNode): Set<string> {
  const names = new Set<string>();
  visit(document, { FragmentSpread: ({ name }) => void names.add(name.value) });
  return names;
}
