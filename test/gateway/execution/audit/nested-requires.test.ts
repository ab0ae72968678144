import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

interface Letter {
  id: string;
  handlers?: string[] | null;
}

/** Whose text may be read the mailbox decides by what the cases know; the cases print that text. */
const letters = () =>
  composeGraph({
    mailbox: {
      sdl: `type Query { letter(id: ID!): Letter inbox: Inbox! }
        type Mutation { send: Letter }
        type Inbox { letters: [Letter!]! }
        type Letter @key(fields: "id") {
          id: ID!
          handlers: [String!] @external
          title: String
          text: String @requires(fields: "handlers")
        }`,
      resolvers: {
        Query: {
          letter: (_: unknown, { id }: { id: string }) => ({ id }),
          inbox: () => ({ letters: [{ id: 'a' }, { id: 'b' }] }),
        },
        Mutation: { send: () => ({ id: 'new' }) },
        Letter: {
          __resolveReference: (reference: Letter) => reference,
          title: ({ id }: Letter) => `title ${id}`,
          text: ({ id, handlers }: Letter) => `${id} for ${(handlers ?? ['nobody']).join()}`,
        },
      },
    },
    cases: {
      sdl: `type Query { newest: Letter }
        type Letter @key(fields: "id") {
          id: ID!
          handlers: [String!]
          text: String @external
          print(copies: Int = 1): String @requires(fields: "text")
        }`,
      resolvers: {
        Query: { newest: () => ({ id: 'newest' }) },
        Letter: {
          __resolveReference: (reference: object) => reference,
          handlers: ({ id }: Letter) => [`${id}-one`, `${id}-two`],
          print: ({ text }: { text: string }, { copies }: { copies: number }) =>
            Array.from({ length: copies }, () => text).join('; '),
        },
      },
    },
  });

describe('@requires of what requires again', () => {
  it('is told by its owner also where the operation begins there', async () => {
    const graph = letters();
    expect(await graph.ask('{ letter(id: "x") { title print } }')).toEqual({
      data: { letter: { title: 'title x', print: 'x for x-one,x-two' } },
    });
    const asked = graph.requests.map(({ subgraph }) => subgraph);
    expect(asked).toEqual(['mailbox', 'cases', 'mailbox', 'cases']);
  });

  it.each([
    [
      '{ inbox { letters { id print } } }',
      {
        inbox: {
          letters: [
            { id: 'a', print: 'a for a-one,a-two' },
            { id: 'b', print: 'b for b-one,b-two' },
          ],
        },
      },
    ],
    [
      '{ letter(id: "x") { two: print(copies: 2) text } newest { print } }',
      {
        letter: { two: 'x for x-one,x-two; x for x-one,x-two', text: 'x for x-one,x-two' },
        newest: { print: 'newest for newest-one,newest-two' },
      },
    ],
    [
      'query ($no: Boolean = false) { letter(id: "x") { id ... @include(if: $no) { print } } }',
      { letter: { id: 'x' } },
    ],
    [
      'query ($no: Boolean = false) { letter(id: "x") { one: print @include(if: $no) two: print } }',
      { letter: { two: 'x for x-one,x-two' } },
    ],
    [
      'query ($copies: Int = 1) { letter(id: "x") { print(copies: $copies) } }',
      { letter: { print: 'x for x-one,x-two' } },
    ],
    ['mutation { send { print } }', { send: { print: 'new for new-one,new-two' } }],
  ])('%s', async (query, data) => {
    const graph = letters();
    expect(await graph.ask(query)).toEqual({ data });
    const mutations = graph.requests.filter((request) => request.query.startsWith('mutation'));
    expect(mutations).toHaveLength(query.startsWith('mutation') ? 1 : 0);
  });
});
