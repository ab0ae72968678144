import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The year before is 0000 in JavaScript and nothing that PostgreSQL knows. */
const FIRST_DAY = '0001-01-01';
const FIRST_MS = Date.parse(FIRST_DAY);

/** ISO 8601 with an offset on input, UTC on output; a `Date` inside. */
const dateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => {
    if (value instanceof Date) return value.toISOString();
    throw new TypeError('DateTime: expected a Date from the resolver');
  },
  parseValue: (value) => parseInstant(value),
  parseLiteral: (node) => parseInstant(textOf(node), node),
});

/** A calendar day, `YYYY-MM-DD`, inside and outside. */
const dateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  serialize: (value) => parseDay(value),
  parseValue: (value) => parseDay(value),
  parseLiteral: (node) => parseDay(textOf(node), node),
});

/** Resolvers of the scalars in schema/shared.graphql. */
export const scalarResolvers = { DateTime: dateTimeScalar, Date: dateScalar };

function textOf(node: ValueNode): string | undefined {
  return node.kind === Kind.STRING ? node.value : undefined;
}

function parseInstant(value: unknown, node?: ValueNode): Date {
  const instant = typeof value === 'string' && INSTANT.test(value) ? new Date(value) : null;
  if (instant && instant.getTime() >= FIRST_MS && existsAsDay(String(value).slice(0, 10)))
    return instant;
  throw badScalar('an ISO 8601 instant with offset, such as 2026-02-13T09:30:00+08:00', node);
}

function parseDay(value: unknown, node?: ValueNode): string {
  if (typeof value === 'string' && existsAsDay(value)) return value;
  throw badScalar('a calendar day, such as 2026-02-13', node);
}

/** 2026-02-30 has the right form, but JavaScript silently reads it as 2 March. */
function existsAsDay(text: string): boolean {
  if (!DAY.test(text) || text < FIRST_DAY) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The node tells scalar-refusal.ts which argument it was. */
function badScalar(expected: string, node: ValueNode | undefined): GraphQLError {
  return new GraphQLError(`expected ${expected}`, {
    nodes: node ?? null,
    extensions: { code: 'BAD_USER_INPUT', expected },
  });
}
