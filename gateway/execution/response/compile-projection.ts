import {
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLInterfaceType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import type { Selecting } from '../document/collect-fields.ts';
import { compileAbstract } from './compile-abstract.ts';
import { compileLeaf } from './compile-leaf.ts';
import { isData, type Data } from '../merge.ts';
import { planFields, type PlannedField } from './plan-fields.ts';
import {
  explainNull,
  fail,
  NULLED,
  type CompiledField,
  type Project,
  type ProjectionRun,
} from './projection-run.ts';

/** @returns null and NULLED apart: only the latter has told its error */
type Complete = (value: unknown, source: Data, run: ProjectionRun) => unknown;

interface FieldPlan {
  key: string;
  dataKey: string;
  /** `__typename`, which needs no data. */
  constant: string | null;
  complete: Complete;
  isNullable: boolean;
  isInherited: boolean;
}

/** Readies the fields of a type; its own objects only when the first of them comes. */
export function compileObject(
  selecting: Selecting,
  type: GraphQLObjectType | GraphQLInterfaceType,
  sets: readonly SelectionSetNode[],
): Project<Data> {
  let fields: readonly FieldPlan[] | null = null;
  return (source, run) => {
    fields ??= planFields(selecting, type, sets).map((field) => compileField(selecting, field));
    const result: Data = {};
    const { path, depth } = run;
    for (const field of fields) {
      const { key, dataKey } = field;
      if (field.constant !== null) {
        result[key] = field.constant;
        continue;
      }
      path[depth] = dataKey;
      const value =
        field.isInherited && !Object.hasOwn(source, dataKey) ? undefined : source[dataKey];
      const completed = field.complete(value, source, run);
      if (completed !== NULLED) result[key] = completed;
      else if (field.isNullable) result[key] = null;
      else return NULLED;
    }
    return result;
  };
}

function compileField(selecting: Selecting, planned: PlannedField): FieldPlan {
  const { key, dataKey, isInherited } = planned;
  const plan = { key, dataKey, isInherited, constant: null, isNullable: true };
  if (planned.kind === 'typename')
    return { ...plan, constant: planned.value, complete: () => null };
  if (planned.kind === 'introspection') {
    const { nodes } = planned;
    return { ...plan, complete: (_value, _source, run) => run.introspect(nodes) };
  }
  const complete = compileType(selecting, planned.type, planned.field);
  return { ...plan, complete, isNullable: planned.isNullable };
}

function compileType(
  selecting: Selecting,
  type: GraphQLOutputType,
  field: CompiledField,
): Complete {
  const complete = compileNullable(selecting, getNullableType(type), field);
  if (!isNonNullType(type)) return complete;
  const message = `Cannot return null for non-nullable field ${field.parent}.${field.name}.`;
  return (value, source, run) => {
    const completed = complete(value, source, run);
    return completed === null ? fail(run, message, field.nodes) : completed;
  };
}

function compileNullable(
  selecting: Selecting,
  type: ReturnType<typeof getNullableType<GraphQLOutputType>>,
  field: CompiledField,
): Complete {
  const { dataKey, nodes } = field;
  const complete = compileValue(selecting, type, field);
  return (value, source, run) => {
    if (value === null || value === undefined)
      return run.isClean ? null : explainNull(run, value, source, dataKey, nodes);
    return complete(value, source, run);
  };
}

function compileValue(
  selecting: Selecting,
  type: ReturnType<typeof getNullableType<GraphQLOutputType>>,
  field: CompiledField,
): Complete {
  if (isLeafType(type)) return completeLeaf(type, field);
  if (isListType(type))
    return completeList(compileType(selecting, type.ofType, field), type.ofType, field);
  const sets = field.nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const project = isAbstractType(type)
    ? compileAbstract(selecting, type, sets, field, compileObject)
    : compileObject(selecting, type as GraphQLObjectType, sets);
  const message = `Expected an object for field ${field.parent}.${field.name}.`;
  return (value, _source, run) => {
    if (!isData(value)) return fail(run, message, field.nodes);
    run.depth += 1;
    const completed = project(value, run);
    run.depth -= 1;
    return completed;
  };
}

function completeLeaf(type: GraphQLLeafType, { parent, name, nodes }: CompiledField): Complete {
  const accepts = compileLeaf(type);
  return (value, _source, run) => {
    if (accepts(value)) return value;
    try {
      const serialized = type.serialize(value);
      if (serialized !== null && serialized !== undefined) return serialized;
      return fail(run, `Expected a value of ${type.name} for field ${parent}.${name}.`, nodes);
    } catch (error) {
      return fail(run, error instanceof Error ? error.message : 'not serializable', nodes);
    }
  };
}

function completeList(
  completeItem: Complete,
  itemType: GraphQLOutputType,
  { parent, name, nodes }: CompiledField,
): Complete {
  const isItemNullable = !isNonNullType(itemType);
  const message = `Expected a list for field ${parent}.${name}.`;
  return (value, source, run) => {
    if (!Array.isArray(value)) return fail(run, message, nodes);
    const items: unknown[] = [];
    run.depth += 1;
    for (let index = 0; index < value.length; index += 1) {
      run.path[run.depth] = index;
      const completed = completeItem(value[index] ?? null, source, run);
      if (completed === NULLED && !isItemNullable) {
        run.depth -= 1;
        return NULLED;
      }
      items.push(completed === NULLED ? null : completed);
    }
    run.depth -= 1;
    return items;
  };
}
