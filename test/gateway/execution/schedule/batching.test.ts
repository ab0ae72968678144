import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { composeGraph } from '../audit/compose-graph.ts';

/** Books know their writers and shops; names and ratings of all live elsewhere. */
const library = () =>
  composeGraph({
    books: {
      sdl: `type Query { books: [Book] writers: [Writer] }
        type Book @key(fields: "id") { id: ID! writer: Writer }
        type Writer @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          books: () => [
            { id: 'b1', writer: { id: 'w1' } },
            { id: 'b2', writer: { id: 'w1' } },
          ],
          writers: () => [{ id: 'w1' }, { id: 'w2' }],
        },
      },
    },
    names: {
      sdl: `type Book @key(fields: "id") { id: ID! title(loud: Boolean): String }
        type Writer @key(fields: "id") { id: ID! name: String pet: Pet } type Pet { name: String }`,
      resolvers: {
        Book: {
          title: ({ id }: { id: string }, { loud }: { loud?: boolean }) => {
            if (id === 'b2')
              throw new GraphQLError('no title', { extensions: { code: 'NOT_FOUND' } });
            return loud === true ? id.toUpperCase() : id;
          },
        },
        Writer: {
          name: ({ id }: { id: string }) => `name ${id}`,
          pet: ({ id }: { id: string }) => ({ name: `cat of ${id}` }),
        },
      },
    },
  });

const QUERY =
  'query ($loud: Boolean) { books { title(loud: $loud) writer { name pet { name } } } writers { name } }';

describe('fetches that go to one subgraph', () => {
  it('travel together, each entity once, and their errors come back to their places', async () => {
    const graph = library();
    const { data, errors } = await graph.ask(QUERY, { variables: { loud: true } });
    const writer = { name: 'name w1', pet: { name: 'cat of w1' } };
    expect(data).toEqual({
      books: [
        { title: 'B1', writer },
        { title: null, writer },
      ],
      writers: [{ name: 'name w1' }, { name: 'name w2' }],
    });
    expect(errors).toMatchObject([
      { path: ['books', 1, 'title'], extensions: { code: 'NOT_FOUND' } },
    ]);
    expect(graph.requests.map(({ subgraph }) => subgraph)).toEqual(['books', 'names']);
    const lists = Object.values(graph.requests[1]?.variables ?? {}).filter(Array.isArray);
    expect(lists.map((list) => list.length).sort()).toEqual([1, 2, 2]);
  });

  it('go one by one where the subgraph refuses them together', async () => {
    const graph = library();
    graph.refuse(({ query }) => query.includes('e1:'));
    const { data, errors } = await graph.ask(
      '{ books { writer { pet { name } } } writers { name } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ writers: [{ name: 'name w1' }, { name: 'name w2' }] });
    expect(graph.requests).toHaveLength(4);
  });
});
