import type { FetchNode } from '@apollo/query-planner';
import {
  Kind,
  TypeInfo,
  visitWithTypeInfo,
  type ASTVisitor,
  type FieldNode,
  type SelectionSetNode,
} from 'graphql';
import { fieldNames, type UnreadyFields } from './unready-fields.ts';

/** @returns null to leave the field out */
type OnField = (field: FieldNode, parent: string, isReady: boolean) => null | undefined;

/**
 * Visits the fields of a fetch with whether its subgraph is ready to tell each of them where it is
 * asked for: an entity that is asked for itself brings what it needs, what is below it brings nothing.
 */
export function visitReadiness(
  unready: UnreadyFields,
  { serviceName, requires }: FetchNode,
  onField: OnField,
): ASTVisitor {
  const types = new TypeInfo(unready.schema);
  // _entities, and what is asked of them
  const readyDepth = requires ? 2 : 0;
  const provided: (readonly SelectionSetNode[])[] = [];
  return visitWithTypeInfo(types, {
    Field: {
      enter: (field: FieldNode) => {
        const name = field.name.value;
        const parent = types.getParentType()?.name ?? '';
        const here = provided.at(-1) ?? [];
        const has = new Set(here.flatMap(fieldNames));
        const isBrought = provided.length < readyDepth;
        const isReady = isBrought || !unready.isUnready(serviceName, parent, name, has);
        const instead = onField(field, parent, isReady);
        if (instead === null) return null;
        const below = unready.providedBelow(serviceName, parent, name);
        provided.push([...below, ...here.flatMap((set) => setsBelow(set, name))]);
        return undefined;
      },
      leave: () => {
        provided.pop();
      },
    },
  });
}

function setsBelow(set: SelectionSetNode, field: string): SelectionSetNode[] {
  return set.selections.flatMap((selection): SelectionSetNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) return setsBelow(selection.selectionSet, field);
    return selection.name.value === field ? [selection.selectionSet] : [];
  });
}
