import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

interface Person {
  id: string;
  wage?: number | null;
  tax?: number | null;
  bonus?: number | null;
}

/** A bonus is made from the tax and a tax from the wage, each by a subgraph of its own. */
const people = () =>
  composeGraph({
    wages: {
      sdl: `type Query { person: Person }
        type Person @key(fields: "id") {
          id: ID!
          wage: Int
          bonus: Int @external
          honour: Int @requires(fields: "bonus")
        }`,
      resolvers: {
        Query: { person: () => ({ id: '1' }) },
        Person: {
          __resolveReference: (reference: object) => reference,
          wage: ({ id }: Person) => Number(id) * 100,
          honour: ({ bonus }: Person) => (bonus ?? 0) * 1000,
        },
      },
    },
    taxes: {
      sdl: `type Query { letters: [Letter!] filed: [Filed!] }
        interface Paper { author: Person }
        type Letter implements Paper @key(fields: "id") { id: ID! author: Person }
        type Deed implements Paper { author: Person! }
        union Filed = Letter | Deed
        type Person @key(fields: "id") {
          id: ID!
          wage: Int @external
          tax: Int @shareable @requires(fields: "wage")
        }`,
      resolvers: {
        Query: {
          letters: () => [{ id: 'a' }, { id: 'b' }],
          filed: () => [{ __typename: 'Deed', author: { id: '6' } }],
        },
        Letter: {
          __resolveReference: (reference: object) => reference,
          author: ({ id }: { id: string }) => ({ id: id === 'a' ? '3' : '4' }),
        },
        Person: {
          __resolveReference: (reference: object) => reference,
          tax: ({ wage }: Person) => (wage ?? 0) / 10,
        },
      },
    },
    bonuses: {
      sdl: `type Query { best: Letter mine: Mark }
        type Mutation { rate: Mark }
        type Letter @key(fields: "id") { id: ID! }
        type Mark { by: Person @provides(fields: "tax") }
        type Person @key(fields: "id") {
          id: ID!
          tax: Int @external
          bonus: Int @requires(fields: "tax")
        }`,
      resolvers: {
        Query: { best: () => ({ id: 'b' }), mine: () => ({ by: { id: '5', tax: 50 } }) },
        Mutation: { rate: () => ({ by: { id: '5', tax: 50 } }) },
        Person: {
          __resolveReference: (reference: object) => reference,
          bonus: ({ tax }: Person) => (tax ?? 0) + 1,
        },
      },
    },
  });

describe('what is required is told by its owner after what that requires', () => {
  it.each([
    ['where its owner begins', '{ letters { author { bonus } } }', { letters: [31, 41] }],
    ['where its owner goes on', '{ best { author { bonus } } }', { best: 41 }],
    [
      'where that is required again',
      '{ letters { author { honour } } }',
      { letters: [31000, 41000] },
    ],
    [
      'where types differ in whether it may be null',
      '{ filed { ... on Paper { author { bonus } } } }',
      { filed: [61] },
    ],
    ['where another begins', '{ person { bonus } }', { person: 11 }],
    ['where it is provided', '{ mine { by { bonus } } }', { mine: 51 }],
    [
      'where it is provided in one place and made in another',
      '{ mine { by { bonus } } letters { author { bonus } } best { author { bonus } } }',
      { mine: 51, letters: [31, 41], best: 41 },
    ],
    ['where it is provided by a mutation', 'mutation { rate { by { bonus } } }', { rate: 51 }],
  ])('%s', async (_where, query, bonuses) => {
    const graph = people();
    const { data, errors } = await graph.ask(query);
    expect(errors).toBeUndefined();
    expect(onlyLeaves(data)).toEqual(bonuses);
    const mutations = graph.requests.filter((request) => request.query.startsWith('mutation'));
    expect(mutations).toHaveLength(query.startsWith('mutation') ? 1 : 0);
  });
});

/** Objects of a single field as that field's value. */
function onlyLeaves(value: unknown, isRoot = true): unknown {
  if (Array.isArray(value)) return value.map((item) => onlyLeaves(item, false));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, onlyLeaves(inner, false)]);
  return isRoot ? Object.fromEntries(entries) : entries[0]?.[1];
}
