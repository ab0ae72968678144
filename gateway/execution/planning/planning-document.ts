import {
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import {
  conditionVariables,
  fragmentsOf,
  openConditions,
  type Fragments,
} from '../document/collect-fields.ts';
import { dataKeys, type DataKeyOf } from '../document/data-keys.ts';
import { typeBelow } from '../document/type-below.ts';
import { variableInPlan } from '../document/variable-names.ts';
import type { Data } from '../merge.ts';
import { narrowings } from './narrowings.ts';
import type { Generation } from '../../supergraph/generation.ts';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type']);

interface Rewriting {
  generation: Generation;
  fragments: Fragments;
  dataKeyOf: DataKeyOf;
  conditions: Data;
  hasConditions: boolean;
}

type ParentType = GraphQLNamedType | undefined;

/**
 * What the planner gets instead of the client's document: without introspection, decided
 * conditions and named fragments, with names under which the data can hold everything, and with
 * variables that no plan takes for its own. The response is made from the client's own document.
 * @param conditions values of variables, as far as it is decided by them
 */
export function planningDocument(
  generation: Generation,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: Data,
): { document: DocumentNode; operation: OperationDefinitionNode } {
  const rewriting: Rewriting = {
    generation,
    fragments: fragmentsOf(document),
    dataKeyOf: dataKeys(generation.supergraph),
    conditions,
    hasConditions: conditionVariables(document).length > 0,
  };
  const root = generation.apiSchema.getRootType(operation.operation) ?? undefined;
  const selections = rewriteSet(rewriting, operation.selectionSet, root);
  const rewritten = withOwnVariables({
    ...operation,
    selectionSet: setOf(orTypename(selections)),
  });
  return {
    document: { kind: Kind.DOCUMENT, definitions: [rewritten] },
    operation: rewritten,
  };
}

function withOwnVariables(operation: OperationDefinitionNode): OperationDefinitionNode {
  const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  if (names.every((name) => variableInPlan(name) === name)) return operation;
  return visit(operation, {
    Variable: ({ kind, name }) => ({
      kind,
      name: { ...name, value: variableInPlan(name.value) },
    }),
  });
}

function rewriteSet(
  rewriting: Rewriting,
  set: SelectionSetNode,
  type: ParentType,
): SelectionNode[] {
  return set.selections.flatMap((selection): SelectionNode[] => {
    const directives = openConditions(selection.directives ?? [], rewriting.conditions);
    if (directives === null) return [];
    if (selection.kind === Kind.FIELD)
      return rewriteField(rewriting, { ...selection, directives }, type);
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : rewriting.fragments[selection.name.value];
    if (!fragment) return [];
    const condition = fragment.typeCondition?.name.value;
    return narrowings(rewriting.generation, type, condition).flatMap((narrowed) => {
      const selections = rewriteSet(rewriting, fragment.selectionSet, narrowed.type);
      if (selections.length === 0) return [];
      const { typeCondition } = narrowed;
      return {
        kind: Kind.INLINE_FRAGMENT as const,
        ...(typeCondition === null ? {} : { typeCondition: namedType(typeCondition) }),
        directives,
        selectionSet: setOf(selections),
      };
    });
  });
}

function rewriteField(rewriting: Rewriting, field: FieldNode, type: ParentType): FieldNode[] {
  const name = field.name.value;
  if (INTROSPECTION.has(name)) return [];
  const key = rewriting.dataKeyOf(field);
  const renamed: FieldNode = {
    ...field,
    ...(key === name ? {} : { alias: { kind: Kind.NAME, value: key } }),
  };
  if (!field.selectionSet) return [renamed];
  const selections = rewriteSet(rewriting, field.selectionSet, typeBelow(field, type));
  // where conditions leave nothing, nobody could tell an object without fields from null
  const filled = rewriting.hasConditions ? [...selections, TYPENAME] : orTypename(selections);
  return [{ ...renamed, selectionSet: setOf(filled) }];
}

function orTypename(selections: readonly SelectionNode[]): readonly SelectionNode[] {
  return selections.length > 0 ? selections : [TYPENAME];
}

function setOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

function namedType(name: string) {
  return { kind: Kind.NAMED_TYPE as const, name: { kind: Kind.NAME as const, value: name } };
}
