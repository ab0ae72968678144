import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** ISO 8601 with an offset on input, UTC on output; a `Date` inside. */
const dateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => {
    if (value instanceof Date) return value.toISOString();
    throw new TypeError('DateTime: expected a Date from the resolver');
  },
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : undefined),
});

/** A calendar day, `YYYY-MM-DD`, inside and outside. */
const dateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  serialize: parseDay,
  parseValue: parseDay,
  parseLiteral: (node) => parseDay(node.kind === Kind.STRING ? node.value : undefined),
});

/** Resolvers of the scalars in schema/shared.graphql. */
export const scalarResolvers = { DateTime: dateTimeScalar, Date: dateScalar };

function parseInstant(value: unknown): Date {
  const instant = typeof value === 'string' && INSTANT.test(value) ? new Date(value) : null;
  if (instant && !Number.isNaN(instant.getTime()) && existsAsDay(String(value).slice(0, 10)))
    return instant;
  throw badScalar('an ISO 8601 instant with offset, such as 2026-02-13T09:30:00+08:00');
}

function parseDay(value: unknown): string {
  if (typeof value === 'string' && existsAsDay(value)) return value;
  throw badScalar('a calendar day, such as 2026-02-13');
}

/** 2026-02-30 has the right form, but JavaScript silently reads it as 2 March. */
function existsAsDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function badScalar(expected: string): GraphQLError {
  return new GraphQLError(`expected ${expected}`, {
    extensions: { code: 'BAD_USER_INPUT', expected },
  });
}
