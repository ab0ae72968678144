import {
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  type FieldNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import type { Selecting } from '../document/collect-fields.ts';
import { compileAbstract } from './compile-abstract.ts';
import { compileLeafText } from './leaf-text.ts';
import { isData } from '../merge.ts';
import { planFields, type PlannedField } from './plan-fields.ts';
import { NULLED, type CompiledField, type Project, type ProjectionRun } from './projection-run.ts';

/**
 * NULLED wherever something is not as the schema has it: then compile-projection.ts makes the
 * response once more, with what is to be said of it.
 */
type Written = true | typeof NULLED;
type WriteValue = (value: unknown, run: ProjectionRun) => Written;

interface FieldText {
  dataKey: string;
  isInherited: boolean;
  /** The name and its colon, after a comma or the brace that opens the object. */
  prefix: string;
  write: WriteValue;
}

/**
 * Readies an object of the response as JSON, straight from the data: most responses have nothing
 * wrong with them and need no objects of their own.
 */
export function compileTextObject(
  selecting: Selecting,
  type: GraphQLObjectType | GraphQLInterfaceType,
  sets: readonly SelectionSetNode[],
): Project<true> {
  let fields: readonly FieldText[] | null = null;
  return (source, run) => {
    fields ??= planFields(selecting, type, sets).map((field, index) =>
      compileField(selecting, field, index === 0),
    );
    for (const { dataKey, isInherited, prefix, write } of fields) {
      run.sink.ascii(prefix);
      const value = isInherited && !Object.hasOwn(source, dataKey) ? undefined : source[dataKey];
      if (write(value, run) === NULLED) return NULLED;
    }
    run.sink.ascii(fields.length === 0 ? '{}' : '}');
    return true;
  };
}

function compileField(selecting: Selecting, planned: PlannedField, isFirst: boolean): FieldText {
  const { key, dataKey, isInherited } = planned;
  const prefix = `${isFirst ? '{' : ','}${JSON.stringify(key)}:`;
  const compiled = { dataKey, isInherited, prefix };
  switch (planned.kind) {
    case 'typename':
      return { ...compiled, write: constant(JSON.stringify(planned.value)) };
    case 'introspection':
      return { ...compiled, write: (_value, run) => writeIntrospection(run, planned.nodes) };
    case 'data':
      return { ...compiled, write: compileType(selecting, planned.type, planned.field) };
  }
}

function constant(text: string): WriteValue {
  return (_value, { sink }) => {
    sink.ascii(text);
    return true;
  };
}

function writeIntrospection(
  { sink, introspect }: ProjectionRun,
  nodes: readonly FieldNode[],
): true {
  sink.json(JSON.stringify(introspect(nodes)));
  return true;
}

const writeNull = constant('null');

function compileType(
  selecting: Selecting,
  type: GraphQLOutputType,
  field: CompiledField,
): WriteValue {
  const write = compileValue(selecting, getNullableType(type), field);
  const whenNull: WriteValue = isNonNullType(type) ? () => NULLED : writeNull;
  return (value, run) =>
    value === null || value === undefined ? whenNull(value, run) : write(value, run);
}

function compileValue(
  selecting: Selecting,
  type: ReturnType<typeof getNullableType<GraphQLOutputType>>,
  field: CompiledField,
): WriteValue {
  if (isLeafType(type)) {
    const write = compileLeafText(type);
    return (value, { sink }) => (write(value, sink) ? true : NULLED);
  }
  if (isListType(type)) return compileList(compileType(selecting, type.ofType, field));
  const sets = field.nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const project: Project<true> = isAbstractType(type)
    ? compileAbstract(selecting, type, sets, field, compileTextObject)
    : compileTextObject(selecting, type as GraphQLObjectType, sets);
  return (value, run) => (isData(value) ? project(value, run) : NULLED);
}

function compileList(writeItem: WriteValue): WriteValue {
  return (value, run) => {
    if (!Array.isArray(value)) return NULLED;
    for (let index = 0; index < value.length; index += 1) {
      run.sink.ascii(index === 0 ? '[' : ',');
      if (writeItem(value[index], run) === NULLED) return NULLED;
    }
    run.sink.ascii(value.length === 0 ? '[]' : ']');
    return true;
  };
}
