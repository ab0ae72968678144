import { describe, expect, it } from '@jest/globals';
import { createGuardedGraph, CITIZEN } from './guarded-graph.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@external", "@requires", "@interfaceObject", "@authenticated"])`;

const SDLS = {
  papers: `${LINK}
    type Query { papers: [Paper!] notes: [Note!] }
    type Note @key(fields: "id") { id: ID! text: String secret: String @authenticated }
    interface Paper @key(fields: "id") { id: ID! author: String }
    type Letter implements Paper @key(fields: "id") { id: ID! author: String }
    type Order implements Paper @key(fields: "id") { id: ID! author: String @authenticated }
    type Deed implements Paper @key(fields: "id") @authenticated { id: ID! author: String }
  `,
  print: `${LINK}
    type Note @key(fields: "id") {
      id: ID!
      text: String @external
      print: String @requires(fields: "text")
    }
    type Paper @key(fields: "id") @interfaceObject {
      id: ID!
      author: String @external
      byline: String @requires(fields: "author")
    }
  `,
};

const graph = createGuardedGraph(SDLS, {
  notes: [{ __typename: 'Note', id: 'n', text: 'T' }],
  papers: [
    { __typename: 'Letter', id: 'l', author: 'Li' },
    { __typename: 'Order', id: 'o', author: 'Wu' },
  ],
});

describe('a field that is made from others needs what they need', () => {
  const query = '{ papers { ... on Order { byline } } }';

  it('also where an interface object states it for one of its types alone', async () => {
    const { data, errors } = await graph.ask(query);
    expect(data).toEqual({ papers: [{}, { byline: null }] });
    expect(errors).toMatchObject([
      { path: ['papers', 1, 'byline'], extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect(graph.asked.join()).not.toContain('author');
  });

  it('and of all objects behind an interface object, since they are asked for alike', async () => {
    const { data } = await graph.ask('{ papers { ... on Letter { byline author } } }');
    expect(data).toEqual({ papers: [{ byline: null, author: 'Li' }, {}] });
  });

  it('is asked for by whoever may see them, and where they are open by everybody', async () => {
    await graph.ask(query, CITIZEN);
    expect(graph.asked.join()).toContain('author');
    await graph.ask('{ notes { print } }');
    expect(graph.asked.join()).toContain('print');
  });
});
