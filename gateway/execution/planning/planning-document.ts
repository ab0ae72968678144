import {
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import {
  conditionVariables,
  fragmentsOf,
  isCondition,
  type Fragments,
} from '../document/collect-fields.ts';
import { dataKeys, type DataKeyOf } from '../document/data-keys.ts';
import {
  createConjunctions,
  type Conjunctions,
  type VariablesOf,
} from './conjunctions/conjunctions.ts';
import { narrowings } from './narrowings.ts';
import { needingFields } from '../document/needed-by-field.ts';
import { typeBelow } from '../document/type-below.ts';
import type { Generation } from '../../supergraph/generation.ts';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type']);

interface Rewriting {
  generation: Generation;
  fragments: Fragments;
  dataKeyOf: DataKeyOf;
  /** Names of fields that need others. */
  needing: ReadonlySet<string>;
  hasConditions: boolean;
  conjunctions: Conjunctions;
}

/** What decides whether a selection is asked for, beginning with what is nearest to it. */
type Conditions = readonly DirectiveNode[];

export interface PlanningOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** Its own variables, each for several of the client's. */
  variablesOf: VariablesOf;
  /** Of the client's variables. */
  definitions: readonly VariableDefinitionNode[];
}

type ParentType = GraphQLNamedType | undefined;

/**
 * What the planner gets instead of the client's document: without introspection, literal
 * conditions and named fragments, with names under which the data can hold everything, and with the
 * conditions of a field that needs others at the field itself. The response is made from the
 * client's own document.
 */
export function planningDocument(
  generation: Generation,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): PlanningOperation {
  const conjunctions = createConjunctions(document);
  const rewriting: Rewriting = {
    generation,
    fragments: fragmentsOf(document),
    dataKeyOf: dataKeys(generation.supergraph),
    needing: needingFields(generation.supergraph),
    hasConditions: conditionVariables(document).length > 0,
    conjunctions,
  };
  const root = generation.apiSchema.getRootType(operation.operation) ?? undefined;
  const selections = rewriteSet(rewriting, operation.selectionSet, root, []);
  const definitions = operation.variableDefinitions ?? [];
  const rewritten = {
    ...operation,
    variableDefinitions: [...definitions, ...conjunctions.definitions()],
    selectionSet: setOf(orTypename(selections)),
  };
  return {
    document: { kind: Kind.DOCUMENT, definitions: [rewritten] },
    operation: rewritten,
    variablesOf: conjunctions.variablesOf,
    definitions,
  };
}

function rewriteSet(
  rewriting: Rewriting,
  set: SelectionSetNode,
  type: ParentType,
  above: Conditions,
): SelectionNode[] {
  return set.selections.flatMap((selection): SelectionNode[] => {
    const directives = openConditions(selection.directives ?? []);
    if (directives === null) return [];
    const conditions = [...directives.filter(({ name }) => isCondition(name.value)), ...above];
    if (selection.kind === Kind.FIELD)
      return rewriteField(rewriting, { ...selection, directives }, type, conditions);
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : rewriting.fragments[selection.name.value];
    if (!fragment) return [];
    const condition = fragment.typeCondition?.name.value;
    return narrowings(rewriting.generation, type, condition).flatMap((narrowed) => {
      const selections = rewriteSet(rewriting, fragment.selectionSet, narrowed.type, conditions);
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

function rewriteField(
  rewriting: Rewriting,
  field: FieldNode,
  type: ParentType,
  conditions: Conditions,
): FieldNode[] {
  const name = field.name.value;
  if (INTROSPECTION.has(name)) return [];
  const key = rewriting.dataKeyOf(field);
  const renamed: FieldNode = {
    ...field,
    ...(rewriting.needing.has(name)
      ? { directives: withConditions(rewriting, field, conditions) }
      : {}),
    ...(key === name ? {} : { alias: { kind: Kind.NAME, value: key } }),
  };
  if (!field.selectionSet) return [renamed];
  const selections = rewriteSet(rewriting, field.selectionSet, typeBelow(field, type), conditions);
  // where conditions leave nothing, nobody could tell an object without fields from null
  const filled = rewriting.hasConditions ? [...selections, TYPENAME] : orTypename(selections);
  return [{ ...renamed, selectionSet: setOf(filled) }];
}

/**
 * The planner asks for what a field needs under the conditions around it, but then for the field
 * under its own alone.
 */
function withConditions(
  { conjunctions }: Rewriting,
  { directives = [] }: FieldNode,
  conditions: Conditions,
): readonly DirectiveNode[] {
  const others = directives.filter(({ name }) => !isCondition(name.value));
  return [...others, ...conjunctions.join(conditions)];
}

/** The conditions that variables decide; null where a literal one leaves the selection out. */
function openConditions(directives: readonly DirectiveNode[]): readonly DirectiveNode[] | null {
  const open: DirectiveNode[] = [];
  for (const directive of directives) {
    const value = directive.arguments?.[0]?.value;
    if (!isCondition(directive.name.value) || value?.kind !== Kind.BOOLEAN) open.push(directive);
    else if (value.value === (directive.name.value === 'skip')) return null;
  }
  return open;
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
