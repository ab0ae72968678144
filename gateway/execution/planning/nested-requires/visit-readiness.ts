import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  Kind,
  TypeInfo,
  visitWithTypeInfo,
  type ASTVisitor,
  type FieldNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { setsBelow, type UnreadyFields } from './unready-fields.ts';

/** Whether what a fetch sends of its objects is gathered; by names on the way from them, `.size.width`. */
export type IsGathered = (path: string) => boolean;

/** @returns null to leave the field out */
type OnField = (field: FieldNode, isReady: boolean) => null | undefined;

/**
 * Visits the fields of a fetch with whether its subgraph is ready to tell each of them where it is
 * asked for: an entity that is asked for itself brings what is sent of it, what is below it brings nothing.
 */
export function visitReadiness(
  unready: UnreadyFields,
  { serviceName, requires }: FetchNode,
  onField: OnField,
  isGathered: IsGathered = () => true,
): ASTVisitor {
  const types = new TypeInfo(unready.schema);
  const sent = requires ? [sentSet(requires, isGathered, '')] : [];
  const provided: (readonly SelectionSetNode[])[] = [];
  return visitWithTypeInfo(types, {
    Field: {
      enter: (field: FieldNode) => {
        const name = field.name.value;
        const parent = types.getParentType()?.name ?? '';
        const here = provided.at(-1) ?? [];
        const isReady = !unready.isUnready(serviceName, parent, name, here);
        const instead = onField(field, isReady);
        if (instead === null) return null;
        const below = unready.providedBelow(serviceName, parent, name);
        provided.push(
          requires && provided.length === 0
            ? sent
            : [...below, ...here.flatMap((set) => setsBelow(set, name))],
        );
        return undefined;
      },
      leave: () => {
        provided.pop();
      },
    },
  });
}

/** What a fetch sends of objects, as selections. */
function sentSet(
  sent: readonly QueryPlanSelectionNode[],
  isGathered: IsGathered,
  above: string,
): SelectionSetNode {
  const selections = sent.flatMap((selection): SelectionNode[] => {
    if (selection.kind === 'InlineFragment') {
      const selectionSet = sentSet(selection.selections, isGathered, above);
      return [{ kind: Kind.INLINE_FRAGMENT, selectionSet }];
    }
    const path = `${above}.${selection.name}`;
    if (!isGathered(path)) return [];
    const name = { kind: Kind.NAME as const, value: selection.name };
    const below = selection.selections && sentSet(selection.selections, isGathered, path);
    return [{ kind: Kind.FIELD, name, ...(below && { selectionSet: below }) }];
  });
  return { kind: Kind.SELECTION_SET, selections };
}
