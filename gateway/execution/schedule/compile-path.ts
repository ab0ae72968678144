import type { GraphQLSchema } from 'graphql';
import { isData, type Data } from '../merge.ts';
import { isOfType } from './rewrites.ts';

export type ResponsePath = readonly (string | number)[];

/** Called for each object at a path; the first `depth` steps of the trail led there. */
type Visit = (object: Data, depth: number) => void;

/** Visits the objects at a path of the plan, and leaves in the trail how it got to each. */
export type Walk = (from: Data, trail: (string | number)[], visit: Visit) => void;

type Follow = (value: unknown, trail: (string | number)[], depth: number, visit: Visit) => void;

/**
 * Readies a path of the plan: field names, `@` for the items of a list, and `name|[A,B]` where
 * only objects of these types are meant.
 */
export function compilePath(path: ResponsePath, schema: GraphQLSchema): Walk {
  let follow: Follow = (value, _trail, depth, visit) => {
    if (isData(value)) visit(value, depth);
  };
  for (const step of path.toReversed()) follow = compileStep(String(step), follow, schema);
  return (from, trail, visit) => follow(from, trail, 0, visit);
}

function compileStep(step: string, next: Follow, schema: GraphQLSchema): Follow {
  const intoField = step === '@' ? null : compileField(step, next, schema);
  const intoItems = intoField ?? next;
  return (value, trail, depth, visit) => {
    if (Array.isArray(value))
      for (let index = 0; index < value.length; index += 1) {
        trail[depth] = index;
        intoItems(value[index], trail, depth + 1, visit);
      }
    else if (intoField) intoField(value, trail, depth, visit);
  };
}

function compileField(step: string, next: Follow, schema: GraphQLSchema): Follow {
  const { name, types } = readStep(step);
  const isMeant = (value: unknown): boolean =>
    isData(value) && (types ?? []).some((type) => isOfType(value, type, schema, false));
  const field: Follow = (value, trail, depth, visit) => {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        trail[depth] = index;
        field(value[index], trail, depth + 1, visit);
      }
      return;
    }
    if (!isData(value)) return;
    const reached = name === '' ? value : value[name];
    const isStep = name !== '';
    if (isStep) trail[depth] = name;
    const meant = types === null ? reached : onlyMeant(reached, isMeant);
    if (meant !== null && meant !== undefined)
      next(meant, trail, isStep ? depth + 1 : depth, visit);
  };
  return field;
}

/** Items that are not meant become null, so that the others keep their places. */
function onlyMeant(value: unknown, isMeant: (value: unknown) => boolean): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => onlyMeant(item, isMeant));
  return isMeant(value) ? value : null;
}

function readStep(step: string): { name: string; types: string[] | null } {
  const [, name, types] = /^([^|]*)(?:\|\[(.*)\])?$/.exec(step) ?? [];
  return { name: name ?? step, types: types === undefined ? null : types.split(',') };
}
