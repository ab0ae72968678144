import type { FederatedTypes } from './world/federated-types.ts';
import type { OnField } from './world/monolith.ts';

/** Which fields were resolved, by their names alone: plans ask for them of objects of other types too. */
export interface ResolvedFields {
  onField: OnField;
  /** A field that a subgraph resolved though nobody asked for it; null where there is none. */
  notAmong: (asked: ResolvedFields, types: FederatedTypes) => string | null;
  has: (field: string) => boolean;
}

export function resolvedFields(): ResolvedFields {
  const typesOf = new Map<string, string>();
  return {
    onField: ({ type }, field) => void typesOf.set(field, type),
    has: (field) => typesOf.has(field),
    notAmong: (asked, types) => {
      for (const [field, type] of typesOf) {
        const isNeeded = types.isRequired(field) || types.isKey(type, field);
        if (!asked.has(field) && !isNeeded) return `${type}.${field} was resolved, but is left out`;
      }
      return null;
    },
  };
}
