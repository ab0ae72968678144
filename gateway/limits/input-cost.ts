import {
  valueFromASTUntyped,
  type FieldNode,
  type GraphQLField,
  type OperationDefinitionNode,
} from 'graphql';
import { isData } from '../execution/merge.ts';
import { inputShapes, type InputShape } from './input-shapes.ts';
import type { Weights } from './list-sizes.ts';
import { valueAt, type Read, type Variables } from './variable-readings.ts';

/** A field of an operation. */
interface FieldWithArguments {
  /** `Type.field`. */
  place: string;
  node: FieldNode;
  field: GraphQLField<unknown, unknown>;
  /** What variableNames says of the operation. */
  names: Variables;
}

/** Stands in a literal for the variable that is named there. */
class VariableName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** What literals of the operation are read with, so that they can be counted before any value is sent. */
export function variableNames({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    variableDefinitions.map(({ variable: { name } }) => [name.value, new VariableName(name.value)]),
  );
}

/**
 * An input object counts 1 and what its fields are given, other values 0; `@cost` on the argument,
 * the input field or the type changes that. A list counts its weight and each of its items; null, and
 * what is left out and has no default, counts nothing.
 */
export function argumentsCost(
  { place, node, field, names }: FieldWithArguments,
  weights: Weights,
  read: Read,
): number {
  const shapeOf = inputShapes(weights);
  // a variable is looked at once for all fields that give it to the same place
  const ofVariable = (variable: string, at: InputShape): number =>
    read(`${at.place} $${variable}`, (variables) =>
      inputCost(at, valueAt(at, variable, variables), () => 0),
    ) ?? 0;
  return field.args.reduce((cost, input) => {
    const shape = shapeOf(`${place}(${input.name}:)`, input);
    if (!shape) return cost;
    const given = node.arguments?.find(({ name }) => name.value === input.name);
    const value = given ? valueFromASTUntyped(given.value, names) : input.defaultValue;
    return cost + inputCost(shape, value, ofVariable);
  }, 0);
}

/** Without recursion, since clients choose how deep their values are. */
function inputCost(
  shape: InputShape,
  given: unknown,
  ofVariable: (variable: string, at: InputShape) => number,
): number {
  let cost = 0;
  const shapes = [shape];
  const values = [given];
  for (let at = shapes.pop(); at; at = shapes.pop()) {
    const value = values.pop();
    if (value === undefined || value === null) continue;
    if (value instanceof VariableName) cost += ofVariable(value.name, at);
    else if (Array.isArray(value)) {
      cost += at.ofList;
      for (const item of value) {
        shapes.push(at);
        values.push(item);
      }
    } else {
      cost += at.ofOne;
      if (!isData(value)) continue;
      for (const field of at.fields) {
        shapes.push(field);
        values.push(valueAt(field, field.name, value));
      }
    }
  }
  return cost;
}
