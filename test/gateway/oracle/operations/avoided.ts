/** Kinds of operations that random operations leave out, because a difference is known. */
export const KNOWN_DIFFERENCES = [
  'introspection',
  'aliasesOfOtherFields',
  'fragmentsOnOtherAbstractTypes',
  'literalConditions',
] as const;

export type Avoided = (typeof KNOWN_DIFFERENCES)[number];

export type Avoid = (kind: Avoided) => boolean;

export const avoidKnown: Avoid = (kind) => KNOWN_DIFFERENCES.includes(kind);
