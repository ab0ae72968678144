import {
  isNonNullType,
  type FieldNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import { collectFields, type Selecting } from '../document/collect-fields.ts';
import type { CompiledField } from './projection-run.ts';

interface Named {
  /** Its name in the response. */
  key: string;
  /** Its name in the data. */
  dataKey: string;
  /** The name is that of a property which every object inherits. */
  isInherited: boolean;
}

/** A field of the response: where it comes from and what must become of it. */
export type PlannedField = Named &
  (
    | { kind: 'typename'; value: string }
    | { kind: 'introspection'; nodes: readonly FieldNode[] }
    | { kind: 'data'; field: CompiledField; type: GraphQLOutputType; isNullable: boolean }
  );

/** The fields of a type, in the order of the response. */
export function planFields(
  selecting: Selecting,
  type: GraphQLObjectType | GraphQLInterfaceType,
  sets: readonly SelectionSetNode[],
): PlannedField[] {
  return [...collectFields(selecting, type, sets)].flatMap(([key, nodes]): PlannedField[] => {
    const [first] = nodes;
    if (!first) return [];
    const name = first.name.value;
    const dataKey = selecting.dataKeyOf(first);
    const named = { key, dataKey, isInherited: dataKey in Object.prototype };
    if (name === '__typename') return [{ ...named, kind: 'typename', value: type.name }];
    if (name === '__schema' || name === '__type')
      return [{ ...named, kind: 'introspection', nodes }];
    const definition = type.getFields()[name];
    if (!definition) return [];
    const field: CompiledField = { parent: type.name, name, dataKey, nodes };
    const isNullable = !isNonNullType(definition.type);
    return [{ ...named, kind: 'data', field, type: definition.type, isNullable }];
  });
}
