import {
  getNamedType,
  isInputObjectType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputObjectType,
} from 'graphql';
import type { Weights } from './list-sizes.ts';
import { oncePer } from '../supergraph/once-per.ts';

/** What a value counts at an argument or at a field of an input object. */
export interface InputShape {
  /** `Type.field(argument:)` or `Input.field`. */
  place: string;
  name: string;
  defaultValue: unknown;
  /** Of a list, beside its items. */
  ofList: number;
  /** Of any other value, beside its fields. */
  ofOne: number;
  /** Of an input object; without those that count nothing whatever they are given. */
  fields: readonly InputShape[];
}

/** @returns null where whatever is given counts nothing */
export type InputShapeOf = (
  place: string,
  input: GraphQLArgument | GraphQLInputField,
) => InputShape | null;

/** Made once for each version of the schema, whose weights these are. */
export const inputShapes: (owner: Weights) => InputShapeOf = oncePer(createInputShapes);

function createInputShapes(weights: Weights): InputShapeOf {
  const byPlace = new Map<string, InputShape | null>();
  const byType = new Map<GraphQLInputObjectType, InputShape[]>();
  const fieldsOf = (type: GraphQLInputObjectType): readonly InputShape[] => {
    const before = byType.get(type);
    if (before) return before;
    const fields: InputShape[] = [];
    // first, since an input object may hold itself
    byType.set(type, fields);
    for (const input of Object.values(type.getFields())) {
      const shape = make(`${type.name}.${input.name}`, input);
      if (shape) fields.push(shape);
    }
    return fields;
  };
  const make: InputShapeOf = (place, { name, type: given, defaultValue }) => {
    const type = getNamedType(given);
    const weight = weights.get(place) ?? weights.get(type.name);
    const isObject = isInputObjectType(type);
    if (weight === undefined && !isObject) return null;
    const fields = isObject ? fieldsOf(type) : [];
    return { place, name, defaultValue, ofList: weight ?? 0, ofOne: weight ?? 1, fields };
  };
  return (place, input) => {
    const before = byPlace.get(place);
    if (before !== undefined) return before;
    const shape = make(place, input);
    byPlace.set(place, shape);
    return shape;
  };
}
