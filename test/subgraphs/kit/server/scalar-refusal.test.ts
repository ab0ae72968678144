import { buildSchema, execute, parse, validate, type GraphQLScalarType } from 'graphql';
import { describe, expect, it } from '@jest/globals';
import { describeScalarRefusal } from '../../../../subgraphs/kit/server/scalar-refusal.ts';
import { scalarResolvers } from '../../../../subgraphs/kit/server/scalars.ts';

const schema = buildSchema(`
  scalar DateTime
  scalar Date
  input Filter { from: DateTime, days: [Date!] }
  type Query { cases(filter: Filter, on: Date): Int }
`);
for (const [name, scalar] of Object.entries(scalarResolvers)) {
  const { parseValue, parseLiteral, serialize } = scalar as GraphQLScalarType;
  Object.assign(schema.getType(name) as GraphQLScalarType, { parseValue, parseLiteral, serialize });
}

function refusal(query: string, variables?: Record<string, unknown>) {
  const document = parse(query);
  const [invalid] = validate(schema, document);
  const result = invalid
    ? { errors: [invalid] }
    : execute({ schema, document, variableValues: variables ?? {} });
  if ('then' in result) throw new Error('expected a synchronous answer');
  return describeScalarRefusal(result.errors![0]!)?.extensions;
}

describe('a value that a scalar refuses', () => {
  it.each([
    ['{ cases(on: "2026-02-30") }', undefined, 'on', '"2026-02-30"'],
    ['{ cases(filter: { from: "yesterday" }) }', undefined, 'filter.from', '"yesterday"'],
    [
      '{ cases(filter: { from: "2026-01-01T00:00:00" }) }',
      undefined,
      'filter.from',
      '"2026-01-01T00:00:00"',
    ],
    ['{ cases(filter: { days: ["2026-01-01", "x"] }) }', undefined, 'filter.days', '"x"'],
    ['query ($on: Date) { cases(on: $on) }', { on: 'x' }, 'on', '"x"'],
    ['query ($f: Filter) { cases(filter: $f) }', { f: { from: 7 } }, 'f.from', '7'],
  ])('%s names the argument and what came', (query, variables, argument, received) => {
    expect(refusal(query, variables)).toMatchObject({ code: 'BAD_USER_INPUT', argument, received });
  });

  it('other errors are left alone', () => {
    expect(refusal('{ nothing }')).toBeUndefined();
    expect(refusal('query ($on: Date!) { cases(on: $on) }')).toBeUndefined();
  });

  it('instants with an offset and real days pass', () => {
    const query = '{ cases(on: "2024-02-29", filter: { from: "2026-01-01T00:00:00.5+08:00" }) }';
    expect(validate(schema, parse(query))).toEqual([]);
  });
});
