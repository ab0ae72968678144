import type { FetchDataRewrite, FetchNode } from '@apollo/query-planner';
import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { isData, mergeInto, type Data } from '../merge.ts';

const TYPE_CONDITION = '... on ';

/** Changes a representation or an answer in place, as the planner prescribes. */
export function applyRewrites(
  rewrites: readonly FetchDataRewrite[] | undefined,
  value: unknown,
  schema: GraphQLSchema,
): void {
  for (const rewrite of rewrites ?? []) {
    const last = rewrite.path.at(-1);
    if (last === undefined) continue;
    visitPath(rewrite.path.slice(0, -1), value, schema, (object) => {
      if (rewrite.kind === 'ValueSetter') object[last] = rewrite.setValueTo as unknown;
      else if (object[last] !== undefined) {
        const renamed = { [rewrite.renameKeyTo]: object[last] };
        Reflect.deleteProperty(object, last);
        // part of it may have come under its own name
        mergeInto(object, renamed, schema);
      }
    });
  }
}

/** The names that an answer's rewrites take away, each with the name that the data has instead. */
export function renamedKeys({ outputRewrites }: FetchNode): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const rewrite of outputRewrites ?? []) {
    const last = rewrite.path.at(-1);
    if (rewrite.kind === 'KeyRenamer' && last !== undefined) renamed.set(last, rewrite.renameKeyTo);
  }
  // what is renamed twice has its last name
  for (const [name, next] of renamed) renamed.set(name, renamed.get(next) ?? next);
  return renamed;
}

function visitPath(
  path: readonly string[],
  value: unknown,
  schema: GraphQLSchema,
  change: (object: Data) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) visitPath(path, item, schema, change);
    return;
  }
  if (!isData(value)) return;
  const [first, ...rest] = path;
  if (first === undefined) change(value);
  else if (!first.startsWith(TYPE_CONDITION)) visitPath(rest, value[first], schema, change);
  else if (isOfType(value, first.slice(TYPE_CONDITION.length), schema, true))
    visitPath(rest, value, schema, change);
}

/** @param whenUnknown the answer for data without __typename */
export function isOfType(
  value: Data,
  condition: string,
  schema: GraphQLSchema,
  whenUnknown: boolean,
): boolean {
  const typename = value.__typename;
  if (typeof typename !== 'string') return whenUnknown;
  if (typename === condition) return true;
  const type = schema.getType(typename);
  const conditionType = schema.getType(condition);
  if (!isAbstractType(conditionType)) return false;
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(conditionType, type);
}

/** The fields of a path, each with the objects that may have it: none of other types than the path names. */
export function holdersAlong(
  path: readonly string[],
  value: unknown,
  schema: GraphQLSchema,
): { holder: Data; field: string }[] {
  return path.flatMap((field, index) => {
    if (field.startsWith(TYPE_CONDITION)) return [];
    const found: { holder: Data; field: string }[] = [];
    visitPath(path.slice(0, index), value, schema, (holder) => found.push({ holder, field }));
    return found;
  });
}

/** What stands at a path, but for objects of other types than the path's conditions name. */
export function valuesAt(
  path: readonly string[],
  value: unknown,
  schema: GraphQLSchema,
): unknown[] {
  const last = path.at(-1);
  if (last === undefined) return [];
  const found: unknown[] = [];
  visitPath(path.slice(0, -1), value, schema, (object) => found.push(object[last]));
  return found;
}
