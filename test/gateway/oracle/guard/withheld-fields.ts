import {
  getNamedType,
  getOperationAST,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Guards, RefusalCode } from './guards.ts';
import type { Holder } from './random-holder.ts';

/** What a caller does not get of a document. */
export interface WithheldFields {
  fields: ReadonlyMap<FieldNode, RefusalCode>;
  /** Where one of them cannot be null: then nothing is answered but these. Path → code. */
  refused: ReadonlyMap<string, RefusalCode>;
}

/** Also what a condition leaves out; what is below a withheld field counts no more. */
export function withheldFields(
  guards: Guards,
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
  holder: Holder,
): WithheldFields {
  const fields = new Map<FieldNode, RefusalCode>();
  const refused = new Map<string, RefusalCode>();
  const operation = getOperationAST(document, operationName)!;
  const root = schema.getRootType(operation.operation)!.name;
  const fragments = new Map(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((one) => [one.name.value, one]),
  );

  const enter = (field: FieldNode, parent: string, path: readonly string[]): void => {
    const type = schema.getType(parent);
    const name = field.name.value;
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : null;
    if (!definition) return;
    const here = [...path, (field.alias ?? field.name).value];
    const code = guards.refusalOf(holder, parent, name);
    if (!code) {
      if (field.selectionSet) walk(field.selectionSet, getNamedType(definition.type).name, here);
      return;
    }
    fields.set(field, code);
    if (path.length === 0 || isNonNullType(definition.type)) refused.set(here.join('.'), code);
  };

  const walk = (set: SelectionSetNode, parent: string, path: readonly string[]): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        enter(selection, parent, path);
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value)! : selection;
      walk(fragment.selectionSet, fragment.typeCondition?.name.value ?? parent, path);
    }
  };

  walk(operation.selectionSet, root, []);
  return { fields, refused };
}
