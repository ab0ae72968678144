import { createHash } from 'node:crypto';
import {
  getNamedType,
  isCompositeType,
  isNonNullType,
  Kind,
  print,
  typeFromAST,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Refusal } from './requirement.ts';

/** A field that cannot be left out: without it nothing of the operation may run. */
export interface RefusedField {
  path: readonly string[];
  refusal: Refusal;
}

/** The operation as far as its caller may see it, and what was left out of it. */
export interface PermittedOperation {
  document: DocumentNode;
  withheld: ReadonlyMap<FieldNode, Refusal>;
  refused: readonly RefusedField[];
  /** Under this name each object of the response tells its type. */
  typenameKey: string;
}

type RefusalOf = (parent: string, field: string) => Refusal | null;

interface Walk {
  schema: GraphQLSchema;
  document: DocumentNode;
  refusalOf: RefusalOf;
  withheld: Map<FieldNode, Refusal>;
  refused: RefusedField[];
  marker: FieldNode;
}

/** Null where nothing is withheld. */
export function withholdFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  refusalOf: RefusalOf,
): PermittedOperation | null {
  const root = schema.getRootType(operation.operation);
  if (!root) return null;
  const typenameKey = nameOf(document);
  const marker = typenameField(typenameKey);
  const walk: Walk = { schema, document, refusalOf, withheld: new Map(), refused: [], marker };
  const selectionSet = permittedSet(walk, operation.selectionSet, root, [], true);
  const { withheld, refused } = walk;
  if (withheld.size === 0) return null;
  const definitions = [{ ...operation, selectionSet }];
  return { document: { kind: Kind.DOCUMENT, definitions }, withheld, refused, typenameKey };
}

function permittedSet(
  walk: Walk,
  set: SelectionSetNode,
  parent: GraphQLCompositeType,
  path: readonly string[],
  isRoot: boolean,
): SelectionSetNode {
  const selections = set.selections.flatMap((selection) =>
    permitted(walk, selection, parent, path, isRoot),
  );
  return { kind: Kind.SELECTION_SET, selections };
}

function permitted(
  walk: Walk,
  selection: SelectionNode,
  parent: GraphQLCompositeType,
  path: readonly string[],
  isRoot: boolean,
): SelectionNode[] {
  if (selection.kind === Kind.FIELD) return permittedField(walk, selection, parent, path, isRoot);
  const fragment = asInline(selection, walk.document);
  const condition = fragment.typeCondition && typeFromAST(walk.schema, fragment.typeCondition);
  const inner = isCompositeType(condition) ? condition : parent;
  const selectionSet = permittedSet(walk, fragment.selectionSet, inner, path, isRoot);
  return selectionSet.selections.length > 0 ? [{ ...fragment, selectionSet }] : [];
}

function permittedField(
  walk: Walk,
  field: FieldNode,
  parent: GraphQLCompositeType,
  path: readonly string[],
  isRoot: boolean,
): FieldNode[] {
  const name = field.name.value;
  const definition = 'getFields' in parent ? parent.getFields()[name] : undefined;
  if (!definition) return [field];
  const here = [...path, (field.alias ?? field.name).value];
  const refusal = walk.refusalOf(parent.name, name);
  if (refusal) {
    walk.withheld.set(field, refusal);
    if (isRoot || isNonNullType(definition.type)) walk.refused.push({ path: here, refusal });
    return [];
  }
  const type = getNamedType(definition.type);
  if (!field.selectionSet || !isCompositeType(type)) return [field];
  const { selections } = permittedSet(walk, field.selectionSet, type, here, false);
  const selectionSet = {
    kind: Kind.SELECTION_SET as const,
    selections: [...selections, walk.marker],
  };
  return [{ ...field, selectionSet }];
}

/** Named fragments are written out, since the same fragment may keep more in one place. */
function asInline(
  selection: Exclude<SelectionNode, FieldNode>,
  document: DocumentNode,
): InlineFragmentNode {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
  for (const definition of document.definitions)
    if (
      definition.kind === Kind.FRAGMENT_DEFINITION &&
      definition.name.value === selection.name.value
    )
      return {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition: definition.typeCondition,
        directives: selection.directives ?? [],
        selectionSet: definition.selectionSet,
      };
  throw new Error('a document that was validated spreads a fragment that it does not define');
}

/** Names the whole document, so that what is left of two is never taken for the same. */
function nameOf(document: DocumentNode): string {
  const digest = createHash('sha256').update(print(document)).digest('hex');
  return `gatewayTypename_${digest.slice(0, 16)}`;
}

function typenameField(alias: string): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: alias },
    name: { kind: Kind.NAME, value: '__typename' },
  };
}
