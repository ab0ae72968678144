import {
  Kind,
  parse,
  valueFromASTUntyped,
  type DefinitionNode,
  type DirectiveNode,
  type FieldDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';

interface FieldMeta {
  type: TypeNode;
  requires: SelectionSetNode | null;
  isExternal: boolean;
  /** What the subgraph has below the field though it is not its own. */
  provides: SelectionSetNode | null;
  /** The subgraph this one takes the field from. */
  overrides: string | null;
  /** Arguments that a subgraph gets from an ancestor: name → where from. */
  contextArguments: ReadonlyMap<string, ContextSource>;
}

export interface ContextSource {
  context: string;
  selections: SelectionSetNode;
}

interface TypeMeta {
  kind: 'object' | 'interface' | 'interfaceObject' | 'union' | 'enum' | 'other';
  keys: readonly SelectionSetNode[];
  fields: ReadonlyMap<string, FieldMeta>;
  /** Interfaces of an object, members of a union, values of an enum. */
  names: readonly string[];
  contexts: readonly string[];
}

/** What one subgraph's SDL says of federation. */
export interface SubgraphMeta {
  name: string;
  /** Root types by the names that this subgraph gives them, where these are others. */
  roots: ReadonlyMap<string, string>;
  types: ReadonlyMap<string, TypeMeta>;
}

export function readSubgraphMeta(name: string, sdl: string): SubgraphMeta {
  const types = new Map<string, TypeMeta>();
  const { definitions } = parse(sdl, { noLocation: true });
  const roots = readRoots(definitions);
  for (const definition of definitions) {
    if (!('name' in definition)) continue;
    const directives = definition.directives ?? [];
    const fields =
      'fields' in definition
        ? (definition.fields ?? []).flatMap((field) =>
            field.kind === Kind.FIELD_DEFINITION ? [field] : [],
          )
        : [];
    const typename = roots.get(definition.name.value) ?? definition.name.value;
    const known = types.get(typename);
    types.set(typename, {
      kind: known?.kind ?? kindOf(definition.kind, directives),
      keys: [
        ...(known?.keys ?? []),
        ...all(directives, 'key').map((key) => readFields(argumentOf(key, 'fields'))),
      ],
      fields: new Map([
        ...(known?.fields ?? []),
        ...fields.map((field) => [field.name.value, readField(field)] as const),
      ]),
      names: [...(known?.names ?? []), ...namesOf(definition)],
      contexts: all(directives, 'context').map((context) => argumentOf(context, 'name')),
    });
  }
  return { name, roots, types };
}

function readRoots(definitions: readonly DefinitionNode[]): Map<string, string> {
  const roots = definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION ? definition.operationTypes : [],
  );
  return new Map(roots.map(({ operation, type }) => [type.name.value, ROOT_NAMES[operation]]));
}

const ROOT_NAMES = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

function kindOf(kind: Kind, directives: readonly DirectiveNode[]): TypeMeta['kind'] {
  switch (kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
      return all(directives, 'interfaceObject').length > 0 ? 'interfaceObject' : 'object';
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return 'interface';
    case Kind.UNION_TYPE_DEFINITION:
      return 'union';
    case Kind.ENUM_TYPE_DEFINITION:
      return 'enum';
    default:
      return 'other';
  }
}

interface Named {
  name: { value: string };
}

function namesOf(definition: object): string[] {
  const { interfaces, types, values } = definition as Record<string, readonly Named[] | undefined>;
  return (interfaces ?? types ?? values ?? []).map(({ name }) => name.value);
}

function readField(field: FieldDefinitionNode): FieldMeta {
  const directives = field.directives ?? [];
  const [requires] = all(directives, 'requires');
  const [provides] = all(directives, 'provides');
  const [override] = all(directives, 'override');
  const contextArguments = (field.arguments ?? []).flatMap((argument) => {
    const [source] = all(argument.directives ?? [], 'fromContext');
    return source ? [[argument.name.value, readContext(argumentOf(source, 'field'))] as const] : [];
  });
  return {
    type: field.type,
    requires: requires ? readFields(argumentOf(requires, 'fields')) : null,
    isExternal: all(directives, 'external').length > 0,
    provides: provides ? readFields(argumentOf(provides, 'fields')) : null,
    // by a label the field is now one's, now the other's
    overrides: override && !argumentOf(override, 'label') ? argumentOf(override, 'from') : null,
    contextArguments: new Map(contextArguments),
  };
}

function readContext(text: string): ContextSource {
  const [, context = '', rest = ''] = /^\s*\$(\w+)(.*)$/s.exec(text) ?? [];
  return { context, selections: readFields(rest.trim().replace(/^\{(.*)\}$/s, '$1')) };
}

function readFields(text: string): SelectionSetNode {
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no field set: ${text}`);
  return operation.selectionSet;
}

function all(directives: readonly DirectiveNode[], name: string): DirectiveNode[] {
  return directives.filter((directive) => directive.name.value === name);
}

function argumentOf(directive: DirectiveNode, name: string): string {
  const given = directive.arguments?.find((argument) => argument.name.value === name);
  return given ? String(valueFromASTUntyped(given.value)) : '';
}
