import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { FederatedTypes } from '../world/federated-types.ts';
import type { Holder } from './random-holder.ts';
import type { Guard, StatedGuards } from './stated-guards.ts';

export type RefusalCode = 'UNAUTHENTICATED' | 'FORBIDDEN';

/** Who may see what, read from the subgraphs' own words. */
export interface Guards {
  stated: StatedGuards;
  /** Why this caller may not have the field of a type; null where he may. */
  refusalOf: (holder: Holder, type: string, field: string) => RefusalCode | null;
}

/**
 * An object's field needs what is said of the object, of the field, of what it returns unless that
 * is an interface or union, and of all that its @requires asks for: of each object behind the
 * interface where it is an interface object's. A field of an interface needs what that of each
 * object behind it needs.
 */
export function createGuards(
  stated: StatedGuards,
  types: FederatedTypes,
  full: GraphQLSchema,
): Guards {
  const known = new Map<string, readonly Guard[]>();
  const said = (place: string): readonly Guard[] => stated.get(place) ?? [];

  const guardsOf = (type: string, field: string): readonly Guard[] => {
    const place = `${type}.${field}`;
    const guards = known.get(place) ?? collect(type, field);
    known.set(place, guards);
    return guards;
  };

  const collect = (typename: string, field: string): readonly Guard[] => {
    if (field === '__typename') return [];
    const type = full.getType(typename);
    const behind = isAbstractType(type)
      ? full.getPossibleTypes(type).flatMap(({ name }) => guardsOf(name, field))
      : [];
    if (!isObjectType(type) && !isInterfaceType(type)) return behind;
    const definition = type.getFields()[field];
    const returned = definition && getNamedType(definition.type);
    const interfaces = type.getInterfaces().map(({ name }) => name);
    const owner = interfaces.find((name) => types.requiresOf(name, field)) ?? typename;
    const required = types.requiresOf(owner, field);
    return [
      ...behind,
      ...[typename, ...interfaces].flatMap((name) => [...said(name), ...said(`${name}.${field}`)]),
      ...(returned ? said(returned.name) : []),
      ...(required ? ofSet(owner, required) : []),
    ];
  };

  const ofSet = (typename: string, set: SelectionSetNode): readonly Guard[] =>
    set.selections.flatMap((selection): readonly Guard[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT)
        return ofSet(selection.typeCondition?.name.value ?? typename, selection.selectionSet);
      const field = selection.name.value;
      const type = full.getType(typename);
      const inner = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : null;
      return [
        ...guardsOf(typename, field),
        ...(inner && selection.selectionSet
          ? ofSet(getNamedType(inner.type).name, selection.selectionSet)
          : []),
      ];
    });

  return {
    stated,
    refusalOf: (holder, type, field) => {
      if (guardsOf(type, field).every((guard) => isMet(guard, holder))) return null;
      return holder.isSignedIn ? 'FORBIDDEN' : 'UNAUTHENTICATED';
    },
  };
}

function isMet({ directive, anyOf }: Guard, { isSignedIn, scopes, policies }: Holder): boolean {
  if (directive === 'authenticated') return isSignedIn;
  const held = directive === 'policy' ? policies : scopes;
  return anyOf.some((all) => all.every((name) => held.has(name)));
}
