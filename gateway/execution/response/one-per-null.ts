import type { GraphQLError } from 'graphql';
import type { ResponsePath } from '../schedule/compile-path.ts';

/** Keeps the first error of each null; an error beside a value stays as it is. */
export function onePerNull(errors: readonly GraphQLError[], data: unknown): GraphQLError[] {
  const told = new Set<string>();
  return errors.filter((error) => {
    const place = error.path && nullAt(error.path, data);
    if (place === null || place === undefined) return true;
    if (told.has(place)) return false;
    told.add(place);
    return true;
  });
}

/** Where on the way along the path the response is null; null where it is nowhere. */
function nullAt(path: ResponsePath, data: unknown): string | null {
  let value = data;
  for (let depth = 0; ; depth += 1) {
    if (value === null) return path.slice(0, depth).join('\n');
    const key = path[depth];
    if (key === undefined || typeof value !== 'object') return null;
    value = (value as Record<string | number, unknown> | undefined)?.[key];
  }
}
