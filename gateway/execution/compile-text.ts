import {
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import type { Selecting } from './collect-fields.ts';
import { compileAbstract } from './compile-abstract.ts';
import { compileLeafText } from './leaf-text.ts';
import { isData, type Data } from './merge.ts';
import { planFields, type PlannedField } from './plan-fields.ts';
import { NULLED, type CompiledField, type Project, type ProjectionRun } from './projection-run.ts';

/**
 * NULLED wherever something is not as the schema has it: then compile-projection.ts makes the
 * response once more, with what is to be said of it.
 */
type Written = string | typeof NULLED;
type WriteValue = (value: unknown, run: ProjectionRun) => Written;

interface FieldText {
  dataKey: string;
  isInherited: boolean;
  /** The name and its colon, after a comma where it is not the first. */
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
): Project<string> {
  let fields: readonly FieldText[] | null = null;
  return (source, run) => {
    fields ??= planFields(selecting, type, sets).map((field, index) =>
      compileField(selecting, field, index === 0),
    );
    let text = '{';
    for (const { dataKey, isInherited, prefix, write } of fields) {
      const written = write(
        isInherited && !Object.hasOwn(source, dataKey) ? undefined : source[dataKey],
        run,
      );
      if (written === NULLED) return NULLED;
      text += prefix + written;
    }
    return `${text}}`;
  };
}

function compileField(selecting: Selecting, planned: PlannedField, isFirst: boolean): FieldText {
  const { key, dataKey, isInherited } = planned;
  const prefix = `${isFirst ? '' : ','}${JSON.stringify(key)}:`;
  const compiled = { dataKey, isInherited, prefix };
  if (planned.kind === 'typename') {
    const text = JSON.stringify(planned.value);
    return { ...compiled, write: () => text };
  }
  if (planned.kind === 'introspection') {
    const { nodes } = planned;
    return { ...compiled, write: (_value, run) => JSON.stringify(run.introspect(nodes)) };
  }
  return { ...compiled, write: compileType(selecting, planned.type, planned.field) };
}

function compileType(
  selecting: Selecting,
  type: GraphQLOutputType,
  field: CompiledField,
): WriteValue {
  const write = compileValue(selecting, getNullableType(type), field);
  const whenNull = isNonNullType(type) ? NULLED : 'null';
  return (value, run) => (value === null || value === undefined ? whenNull : write(value, run));
}

function compileValue(
  selecting: Selecting,
  type: ReturnType<typeof getNullableType<GraphQLOutputType>>,
  field: CompiledField,
): WriteValue {
  if (isLeafType(type)) {
    const write = compileLeafText(type);
    return (value) => write(value) ?? NULLED;
  }
  if (isListType(type)) return compileList(compileType(selecting, type.ofType, field));
  const sets = field.nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const project: Project<string> = isAbstractType(type)
    ? compileAbstract(selecting, type, sets, field, compileTextObject)
    : compileTextObject(selecting, type as GraphQLObjectType, sets);
  return (value, run) => (isData(value) ? project(value as Data, run) : NULLED);
}

function compileList(writeItem: WriteValue): WriteValue {
  return (value, run) => {
    if (!Array.isArray(value)) return NULLED;
    let text = '[';
    for (let index = 0; index < value.length; index += 1) {
      const written = writeItem(value[index], run);
      if (written === NULLED) return NULLED;
      text += index === 0 ? written : `,${written}`;
    }
    return `${text}]`;
  };
}
