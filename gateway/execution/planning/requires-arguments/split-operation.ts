import {
  Kind,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../../document/collect-fields.ts';
import type { Generation } from '../../../supergraph/generation.ts';
import { requiredArguments, type RequiredArguments } from './required-arguments.ts';
import { inlined, pathBelow, selectedFields, type SelectedField } from './selected-fields.ts';

/** A part of an operation that can be planned without conflict. */
export interface OperationPart {
  document: DocumentNode;
  /** The paths of all that the part shows to the client. */
  visible: ReadonlySet<string>;
}

/** A field that the data holds under its own path, and the arguments with which it is asked for. */
type AskedField = Pick<SelectedField, 'path' | 'arguments'>;

/**
 * The planner fetches a field that @requires asks for with arguments under its own name, and so
 * mistakes `price(currency: "EUR")` for `price(currency: "USD")` where an operation needs both of
 * one object. Such an operation is planned in parts: one for those fields that agree on what they
 * require, one for those that require nothing.
 * @returns null where nothing is in conflict
 */
export function splitOperation(
  generation: Generation,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly OperationPart[] | null {
  const required = requiredArguments(generation.supergraph);
  if (required.size === 0) return null;
  const { apiSchema } = generation;
  const root = apiSchema.getRootType(operation.operation) ?? undefined;
  const set = inlined(operation.selectionSet, fragmentsOf(document));
  const fields = selectedFields(set, root, apiSchema);
  const places = placesOf(fields, required);
  const needed = [...places.values()].flat();
  if (!disagree(needed, [...needed, ...fields])) return null;
  const partOf = (part: SelectionSetNode): OperationPart => ({
    document: { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet: part }] },
    visible: new Set(selectedFields(part, root, apiSchema).map(({ path }) => path)),
  });
  const rest = pruned(set, '', (path) => !places.has(path));
  const agreeing = agreeingPlaces(places, fields).map((part) =>
    pruned(set, '', (path) => {
      if (part.includes(path) || part.some((place) => isBelow(place, path))) return true;
      return !places.has(path) && part.some((place) => isBelow(path, place));
    }),
  );
  return [rest, ...agreeing].map(partOf);
}

/** The paths of fields that require others with arguments, and those others. */
function placesOf(
  fields: readonly SelectedField[],
  required: RequiredArguments,
): Map<string, AskedField[]> {
  const places = new Map<string, AskedField[]>();
  for (const { path, coordinates } of fields) {
    const object = path.slice(0, path.lastIndexOf('.') + 1);
    const needed = coordinates
      .flatMap((coordinate) => required.get(coordinate) ?? [])
      .map((one) => ({ path: `${object}${one.path}`, arguments: one.arguments }));
    if (needed.length > 0) places.set(path, [...(places.get(path) ?? []), ...needed]);
  }
  return places;
}

/** Places together of which no two, nor what leads to them, need one field in different ways. */
function agreeingPlaces(
  places: ReadonlyMap<string, readonly AskedField[]>,
  fields: readonly SelectedField[],
): string[][] {
  const parts: { places: string[]; asked: AskedField[] }[] = [];
  for (const place of places.keys()) {
    const asked = [
      ...[...places].flatMap(([other, needed]) =>
        other === place || isBelow(place, other) ? needed : [],
      ),
      ...fields.filter(({ path }) => isBelow(path, place)),
    ];
    const part = parts.find((one) => !disagree(one.asked, asked));
    if (!part) parts.push({ places: [place], asked });
    else {
      part.places.push(place);
      part.asked.push(...asked);
    }
  }
  return parts.map((part) => part.places);
}

function isBelow(path: string, place: string): boolean {
  return path.startsWith(`${place}.`);
}

function disagree(some: readonly AskedField[], others: readonly AskedField[]): boolean {
  const known = new Map<string, Set<string>>();
  for (const { path, arguments: given } of others)
    known.set(path, (known.get(path) ?? new Set()).add(given));
  return some.some(({ path, arguments: given }) => {
    const all = known.get(path);
    return all !== undefined && (all.size > 1 || !all.has(given));
  });
}

const TYPENAME: SelectionNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
};

function pruned(
  set: SelectionSetNode,
  above: string,
  isKept: (path: string) => boolean,
): SelectionSetNode {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return [{ ...selection, selectionSet: pruned(selection.selectionSet, above, isKept) }];
    const path = pathBelow(above, selection);
    if (!isKept(path)) return [];
    const { selectionSet } = selection;
    return [
      selectionSet ? { ...selection, selectionSet: pruned(selectionSet, path, isKept) } : selection,
    ];
  });
  return { ...set, selections: selections.length > 0 ? selections : [TYPENAME] };
}
