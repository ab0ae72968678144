import type { GraphQLError } from 'graphql';
import { isData, type Data } from '../merge.ts';
import type { ResponsePath } from '../schedule/compile-path.ts';
import type { AddedField } from '../schedule/response-fields.ts';

/**
 * What went wrong while the data was gathered. Completion asks here why a value is null or
 * absent, so that each null carries the error that caused it.
 */
export interface Faults {
  /** An error that a subgraph reported at a place of the response. */
  reported: (error: GraphQLError) => void;
  /** These fields of the object, and those below them, were asked for in vain. */
  absent: (object: Data, fields: readonly AddedField[], cause: GraphQLError) => void;
  /** Called before it is asked for causes: objects may have come after what was to be added to them. */
  gathered: () => void;
  /** The error reported at this place or below it; it counts as told from now on. */
  takeAt: (path: ResponsePath) => GraphQLError | null;
  /** True where nothing went wrong. */
  isClean: () => boolean;
  /** True while errors are left that takeAt may find. */
  hasReports: () => boolean;
  /** Why a field of the object is absent. */
  causeOf: (object: Data, field?: string) => GraphQLError | null;
  /** Reported errors that no null has told. */
  untold: () => GraphQLError[];
}

/** What is absent from an object, and why. */
interface Absences {
  /** Of all that was to be fetched after the first failure, which depends on it. */
  first: GraphQLError;
  byField: Map<string, GraphQLError>;
}

export function createFaults(): Faults {
  const reports = new Set<GraphQLError>();
  const byPrefix = new Map<string, GraphQLError[]>();
  const absences = new WeakMap<Data, Absences>();
  const told = new Set<GraphQLError>();
  const failures: Parameters<Faults['absent']>[] = [];
  /** Another fetch brought it; what was to be added to it meanwhile found nothing. */
  const cameLate = (object: Data, cause: GraphQLError): void => {
    if (!absences.has(object)) absences.set(object, { first: cause, byField: new Map() });
    for (const value of Object.values(object))
      for (const inner of objectsIn(value)) cameLate(inner, cause);
  };
  const markAbsent: Faults['absent'] = (object, fields, cause) => {
    const known = absences.get(object) ?? { first: cause, byField: new Map() };
    absences.set(object, known);
    for (const { name, below } of fields) {
      const value = object[name];
      if (value === undefined && !known.byField.has(name)) known.byField.set(name, cause);
      else if (known.byField.has(name))
        for (const inner of objectsIn(value)) cameLate(inner, cause);
      if (below.length > 0) for (const inner of objectsIn(value)) markAbsent(inner, below, cause);
    }
  };
  return {
    isClean: () => reports.size === 0 && failures.length === 0,
    reported: (error) => {
      reports.add(error);
      for (const prefix of prefixesOf(error.path ?? [])) {
        const known = byPrefix.get(prefix);
        if (known) known.push(error);
        else byPrefix.set(prefix, [error]);
      }
    },
    absent: (object, fields, cause) => {
      failures.push([object, fields, cause]);
      markAbsent(object, fields, cause);
    },
    gathered: () => {
      for (const failure of failures) markAbsent(...failure);
    },
    takeAt: (path) => {
      const found = byPrefix.get(keyOf(path));
      for (const error of found ?? []) told.add(error);
      return found?.[0] ?? null;
    },
    hasReports: () => reports.size > 0,
    causeOf: (object, field) => {
      const known = absences.get(object);
      if (!known) return null;
      return (field === undefined ? undefined : known.byField.get(field)) ?? known.first;
    },
    untold: () => [...reports].filter((error) => !told.has(error)),
  };
}

function objectsIn(value: unknown): Data[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isData(value) ? [value] : [];
}

function prefixesOf(path: ResponsePath): string[] {
  return path.map((_, index) => keyOf(path.slice(0, index + 1)));
}

function keyOf(path: ResponsePath): string {
  return path.join('\n');
}
