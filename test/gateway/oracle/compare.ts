import type { FormattedExecutionResult } from 'graphql';

type Path = readonly (string | number)[];

/** Without faults: equal to the order of keys, and null for a reason at the same places. */
export function compareExactly(
  expected: FormattedExecutionResult,
  actual: FormattedExecutionResult,
): string | null {
  if (JSON.stringify(actual.data) !== JSON.stringify(expected.data))
    return firstDifference(expected.data, actual.data, []) ?? 'the order of keys differs';
  const [wanted, told] = [placesOf(expected), placesOf(actual)];
  if (wanted === told) return placedWrongly(actual);
  return `errors at [${told}] where [${wanted}] were expected`;
}

/**
 * With faults: what is there is right, what is missing is explained where it is missing, and
 * nothing else is explained.
 */
export function compareLeniently(
  expected: FormattedExecutionResult,
  actual: FormattedExecutionResult,
  maySilentlyMiss: boolean,
): string | null {
  if (actual.data === undefined) return 'no data and no null for it';
  const explained = new Set(
    (actual.errors ?? []).map((error) => nullPlace(error.path ?? [], actual.data)),
  );
  const check = (want: unknown, got: unknown, path: Path): string | null => {
    if (got === null) {
      if (want === null || maySilentlyMiss || explained.has(path.join('.'))) return null;
      return `${at(path)} is null without an error`;
    }
    if (Array.isArray(got)) {
      if (!Array.isArray(want) || want.length !== got.length) return wrong(want, got, path);
      return first(got.map((item, index) => check(want[index], item, [...path, index])));
    }
    if (isObject(got) && isObject(want)) {
      if (isLeafScalar(want, got)) return null;
      if (Object.keys(want).join() !== Object.keys(got).join()) return wrong(want, got, path);
      return first(Object.keys(got).map((key) => check(want[key], got[key], [...path, key])));
    }
    return want === got ? null : wrong(want, got, path);
  };
  return check(expected.data ?? null, actual.data, []) ?? placedWrongly(actual);
}

/** A custom scalar may be an object: it is the same or it is not. */
function isLeafScalar(want: object, got: object): boolean {
  return JSON.stringify(want) === JSON.stringify(got);
}

/** An error must lead to a null of the response, and each null has one. */
function placedWrongly({ errors = [], data }: FormattedExecutionResult): string | null {
  const places = errors.map(({ path }) => (path ? nullPlace(path, data) : null));
  const lost = places.indexOf(null);
  if (lost >= 0)
    return `an error points to ${at(errors[lost]?.path ?? [])}, which is ${errors[lost]?.path ? 'not null' : 'no place'}: ${errors[lost]?.message}`;
  const double = places.find((place, index) => places.indexOf(place) !== index);
  return double === undefined ? null : `several errors explain the null at ${double}`;
}

/** Where on the way along the path the response is null; null where it is nowhere. */
export function nullPlace(path: Path, data: unknown): string | null {
  let value = data;
  for (let depth = 0; depth <= path.length; depth += 1) {
    if (value === null) return path.slice(0, depth).join('.');
    const key = path[depth];
    if (key === undefined || typeof value !== 'object' || !Object.hasOwn(value, key)) return null;
    value = (value as Record<string | number, unknown>)[key];
  }
  return null;
}

function placesOf({ errors = [], data }: FormattedExecutionResult): string {
  const places = errors.map(({ path }) => nullPlace(path ?? [], data) ?? 'nowhere');
  return [...new Set(places)].sort().join(' ');
}

function firstDifference(want: unknown, got: unknown, path: Path): string | null {
  if (JSON.stringify(want) === JSON.stringify(got)) return null;
  if (isObject(want) && isObject(got) && Object.keys(want).join() === Object.keys(got).join())
    return first(
      Object.keys(want).map((key) => firstDifference(want[key], got[key], [...path, key])),
    );
  if (Array.isArray(want) && Array.isArray(got) && want.length === got.length)
    return first(want.map((item, index) => firstDifference(item, got[index], [...path, index])));
  return wrong(want, got, path);
}

function wrong(want: unknown, got: unknown, path: Path): string {
  return `${at(path)} is ${short(got)} where ${short(want)} was expected`;
}

function short(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value).slice(0, 200);
}

function at(path: Path): string {
  return path.length === 0 ? 'the whole' : path.join('.');
}

function first(found: readonly (string | null)[]): string | null {
  return found.find((one) => one !== null) ?? null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
