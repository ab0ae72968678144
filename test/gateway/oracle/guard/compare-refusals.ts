import type { FormattedExecutionResult } from 'graphql';
import type { RefusalCode } from './guards.ts';

type Path = readonly (string | number)[];

/** An operation that is refused as a whole has no data, and one error for each such field. */
export function compareRefused(
  refused: ReadonlyMap<string, RefusalCode>,
  { data, errors = [] }: FormattedExecutionResult,
): string | null {
  if (data !== undefined) return 'it has data, but the whole operation was to be refused';
  const want = [...refused].map(([path, code]) => `${path} ${code}`).sort();
  const got = errors
    .map(({ path = [], extensions }) => `${path.join('.')} ${String(extensions?.code)}`)
    .sort();
  return want.join() === got.join()
    ? null
    : `refused [${got.join()}] where [${want.join()}] was expected`;
}

/** Where a withheld field is null, its own error says so, even where other things went wrong. */
export function compareWithheld(
  expected: FormattedExecutionResult,
  actual: FormattedExecutionResult,
): string | null {
  const told = new Map((actual.errors ?? []).map((error) => [keyOf(error.path), codeOf(error)]));
  for (const error of expected.errors ?? []) {
    const path = error.path ?? [];
    if (!isRefusal(codeOf(error)) || !isNullAt(path, expected.data) || !isNullAt(path, actual.data))
      continue;
    const code = told.get(keyOf(path));
    if (code !== codeOf(error))
      return `${path.join('.')} is null by ${String(code)} where ${String(codeOf(error))} was expected`;
  }
  return null;
}

function codeOf({ extensions }: { extensions?: Record<string, unknown> }): unknown {
  return extensions?.code;
}

function isRefusal(code: unknown): boolean {
  return code === 'UNAUTHENTICATED' || code === 'FORBIDDEN';
}

function keyOf(path: Path = []): string {
  return path.join('.');
}

/** True only at the path itself, and not where something above it is null. */
function isNullAt(path: Path, data: unknown): boolean {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value === null;
}
