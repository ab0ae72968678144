import type { GraphQLSchema } from 'graphql';
import { isData, type Data } from './merge.ts';
import { isOfType } from './rewrites.ts';

export type ResponsePath = readonly (string | number)[];

/** One object of the response that a fetch adds to. */
export interface Target {
  path: ResponsePath;
  data: Data;
}

interface Place {
  path: ResponsePath;
  value: unknown;
}

/**
 * Finds the objects at a path of the plan: field names, `@` for the items of a list, and
 * `name|[A,B]` where only objects of these types are meant.
 */
export function findTargets(
  from: readonly Target[],
  path: ResponsePath,
  schema: GraphQLSchema,
): Target[] {
  let places: Place[] = from.map((target) => ({ path: target.path, value: target.data }));
  for (const step of path) places = places.flatMap((place) => follow(place, String(step), schema));
  return places.flatMap(({ path: at, value }) =>
    isData(value) ? [{ path: at, data: value }] : [],
  );
}

function follow(place: Place, step: string, schema: GraphQLSchema): Place[] {
  const { path, value } = place;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, index) => ({ path: [...path, index], value: item }));
    return step === '@' ? items : items.flatMap((item) => follow(item, step, schema));
  }
  if (!isData(value)) return [];
  const { name, types } = readStep(step);
  const reached = name === '' ? place : { path: [...path, name], value: value[name] };
  return types ? onlyOfTypes(reached, types, schema) : [reached];
}

function readStep(step: string): { name: string; types: string[] | null } {
  const [, name, types] = /^([^|]*)(?:\|\[(.*)\])?$/.exec(step) ?? [];
  return { name: name ?? step, types: types === undefined ? null : types.split(',') };
}

function onlyOfTypes(place: Place, types: readonly string[], schema: GraphQLSchema): Place[] {
  const { path, value } = place;
  if (Array.isArray(value))
    return [
      {
        path,
        value: value.map((item: unknown) =>
          onlyOfTypes({ path, value: item }, types, schema).length > 0 ? item : null,
        ),
      },
    ];
  const data = isData(value) ? value : null;
  return data && types.some((type) => isOfType(data, type, schema, false)) ? [place] : [];
}
