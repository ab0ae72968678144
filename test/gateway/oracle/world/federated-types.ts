import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  Kind,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import type { ContextSource, SubgraphMeta } from './subgraph-meta.ts';

/** What all subgraphs together say of the fields of each object type. */
export interface FederatedTypes {
  /** The strictest type that any owner gives the field: data must satisfy them all. */
  typeOf: (typename: string, field: string) => TypeNode;
  isKey: (typename: string, field: string) => boolean;
  requiresOf: (typename: string, field: string) => SelectionSetNode | null;
  contextArgumentsOf: (typename: string, field: string) => ReadonlyMap<string, ContextSource>;
  /** Object types in which a context begins. */
  typesOfContext: (context: string) => ReadonlySet<string>;
  /** Object types that every owner of the field may return for its composite type. */
  possibleTypes: (typename: string, field: string, named: string) => string[];
  /** Values that every owner of the field knows. */
  enumValues: (typename: string, field: string, named: string) => string[];
  /** True where all subgraphs and the API agree whether the field may be null. */
  isNullabilityAgreed: (typename: string, field: string) => boolean;
  /** False where each owner returns objects of its own, so that nobody can say what is right. */
  isUsable: (typename: string, field: string) => boolean;
  /** True where another subgraph took the field over from this one. */
  isOverridden: (subgraph: string, typename: string, field: string) => boolean;
  /** True where a field of the type that is this subgraph's is required by another. */
  ownsRequired: (subgraph: string, typename: string) => boolean;
  /** True where plans ask for fields of more objects than the client did. */
  hasInterfaceObjects: boolean;
  /** True where some subgraph asks for the field by itself, without a client. */
  isRequired: (field: string) => boolean;
  /** True where such a field leads to objects of the type. */
  isRequiredObject: (typename: string) => boolean;
}

interface Owner {
  subgraph: SubgraphMeta;
  field: NonNullable<ReturnType<typeof fieldOf>>;
}

export function createFederatedTypes(
  subgraphs: readonly SubgraphMeta[],
  full: GraphQLSchema,
): FederatedTypes {
  const namesOf = (typename: string): string[] => {
    const type = full.getType(typename);
    return isObjectType(type)
      ? [typename, ...type.getInterfaces().map(({ name }) => name)]
      : [typename];
  };
  const declarations = remember((typename: string, field: string): Owner[] =>
    subgraphs.flatMap((subgraph) =>
      namesOf(typename).flatMap((name) => {
        const isHere = name === typename || subgraph.types.get(name)?.kind === 'interfaceObject';
        const found = isHere ? fieldOf(subgraph, name, field) : undefined;
        return found ? [{ subgraph, field: found }] : [];
      }),
    ),
  );
  const owners = remember((typename: string, field: string): Owner[] => {
    const declared = declarations(typename, field);
    const taken = new Set(declared.map((owner) => owner.field.overrides));
    return declared.filter((owner) => !owner.field.isExternal && !taken.has(owner.subgraph.name));
  });
  const isKey = remember((typename: string, field: string): boolean =>
    subgraphs.some((subgraph) =>
      namesOf(typename).some((name) =>
        subgraph.types.get(name)?.keys.some((key) => names(key).includes(field)),
      ),
    ),
  );
  const required = new Set(
    subgraphs.flatMap((subgraph) =>
      [...subgraph.types.values()].flatMap((type) =>
        [...type.fields.values()].flatMap((field) => [
          ...(field.requires ? deepNames(field.requires) : []),
          ...[...field.contextArguments.values()].flatMap((source) => deepNames(source.selections)),
        ]),
      ),
    ),
  );
  const keyParts = new Set(
    subgraphs.flatMap(({ types }) =>
      [...types.values()].flatMap(({ keys }) => keys.flatMap(parts)),
    ),
  );
  const requiredObjects = new Set(
    Object.values(full.getTypeMap()).flatMap((type) =>
      isObjectType(type) || isInterfaceType(type)
        ? Object.values(type.getFields())
            .filter(({ name }) => required.has(name))
            .flatMap((field) => objectsOf(getNamedType(field.type), full))
        : [],
    ),
  );
  const typeOf = remember((typename: string, field: string): TypeNode => {
    const strictest = owners(typename, field)
      .map((owner) => owner.field.type)
      .reduce(strictestOf);
    return isKey(typename, field) ? nonNull(strictest) : strictest;
  });
  const possibleTypes = remember((typename: string, field: string, named: string) => {
    const type = full.getType(named);
    if (!isCompositeType(type)) return [];
    const whole = isAbstractType(type)
      ? full.getPossibleTypes(type).map(({ name }) => name)
      : [named];
    const sets = owners(typename, field).map(({ subgraph }) => {
      const kind = subgraph.types.get(named)?.kind;
      if (kind === 'union') return subgraph.types.get(named)?.names ?? [];
      if (kind !== 'interface') return whole;
      return [...subgraph.types].flatMap(([name, meta]) =>
        meta.kind === 'object' && meta.names.includes(named) ? [name] : [],
      );
    });
    return whole.filter((name) => sets.every((set) => set.includes(name)));
  });
  return {
    typeOf,
    isKey,
    requiresOf: (typename, field) =>
      owners(typename, field).find((owner) => owner.field.requires)?.field.requires ?? null,
    contextArgumentsOf: (typename, field) =>
      owners(typename, field).find((owner) => owner.field.contextArguments.size > 0)?.field
        .contextArguments ?? NONE,
    typesOfContext: (context) =>
      new Set(
        subgraphs.flatMap(({ types }) =>
          [...types]
            .filter(([, type]) => type.contexts.includes(context))
            .flatMap(([name]) => {
              const type = full.getType(name);
              return isAbstractType(type)
                ? full.getPossibleTypes(type).map((possible) => possible.name)
                : [name];
            }),
        ),
      ),
    possibleTypes,
    isUsable: remember((typename: string, field: string) => {
      const type = full.getType(typename);
      const objects = isAbstractType(type) ? full.getPossibleTypes(type) : [type];
      return objects.every((object) => {
        const known = isObjectType(object) ? object.getFields()[field] : undefined;
        const named = known && getNamedType(known.type);
        return (
          !object ||
          !isCompositeType(named) ||
          possibleTypes(object.name, field, named.name).length > 0
        );
      });
    }),
    enumValues: remember((typename: string, field: string, named: string) => {
      const type = full.getType(named);
      const whole = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
      return whole.filter((value) =>
        owners(typename, field).every((owner) =>
          owner.subgraph.types.get(named)?.names.includes(value),
        ),
      );
    }),
    isNullabilityAgreed: (typename, field) => {
      const texts = declarations(typename, field).map((owner) => shapeOf(owner.field.type));
      return new Set(texts).size === 1;
    },
    isOverridden: (subgraph, typename, field) =>
      declarations(typename, field).some((owner) => owner.field.overrides === subgraph),
    hasInterfaceObjects: subgraphs.some((subgraph) =>
      [...subgraph.types.values()].some(({ kind }) => kind === 'interfaceObject'),
    ),
    ownsRequired: (name, typename) =>
      subgraphs.some(
        (subgraph) =>
          subgraph.name === name &&
          namesOf(typename).some((type) =>
            [...(subgraph.types.get(type)?.fields ?? [])].some(
              ([field, meta]) => required.has(field) && !meta.isExternal,
            ),
          ),
      ),
    isRequired: (field) => required.has(field) || keyParts.has(field),
    isRequiredObject: (typename) => requiredObjects.has(typename),
  };
}

const NONE: ReadonlyMap<string, ContextSource> = new Map();

function objectsOf(type: GraphQLNamedType, full: GraphQLSchema): string[] {
  return isAbstractType(type) ? full.getPossibleTypes(type).map(({ name }) => name) : [type.name];
}

function fieldOf(subgraph: SubgraphMeta, typename: string, field: string) {
  return subgraph.types.get(typename)?.fields.get(field);
}

function names(set: SelectionSetNode): string[] {
  return set.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  );
}

/** Names of what is below the fields of a key. */
function parts({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) =>
    selection.kind === Kind.FIELD && selection.selectionSet
      ? deepNames(selection.selectionSet)
      : [],
  );
}

function deepNames(set: SelectionSetNode): string[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const inner = selection.selectionSet ? deepNames(selection.selectionSet) : [];
    return selection.kind === Kind.FIELD ? [selection.name.value, ...inner] : inner;
  });
}

function strictestOf(one: TypeNode, other: TypeNode): TypeNode {
  if (one.kind === Kind.NON_NULL_TYPE || other.kind === Kind.NON_NULL_TYPE)
    return nonNull(strictestOf(nullable(one), nullable(other)));
  if (one.kind === Kind.LIST_TYPE && other.kind === Kind.LIST_TYPE)
    return { kind: Kind.LIST_TYPE, type: strictestOf(one.type, other.type) };
  return one;
}

function nullable(type: TypeNode): Exclude<TypeNode, { kind: Kind.NON_NULL_TYPE }> {
  return type.kind === Kind.NON_NULL_TYPE ? type.type : type;
}

function nonNull(type: TypeNode): TypeNode {
  return type.kind === Kind.NON_NULL_TYPE ? type : { kind: Kind.NON_NULL_TYPE, type };
}

function shapeOf(type: TypeNode): string {
  if (type.kind === Kind.NAMED_TYPE) return '';
  return type.kind === Kind.LIST_TYPE ? `[${shapeOf(type.type)}]` : `${shapeOf(type.type)}!`;
}

function remember<Keys extends string[], Value>(
  compute: (...keys: Keys) => Value,
): (...keys: Keys) => Value {
  const known = new Map<string, Value>();
  return (...keys) => {
    const place = keys.join('.');
    const found = known.get(place);
    if (found !== undefined) return found;
    const value = compute(...keys);
    known.set(place, value);
    return value;
  };
}
