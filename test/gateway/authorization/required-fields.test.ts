import { describe, expect, it } from '@jest/globals';
import { createGuardedGraph, CITIZEN } from './guarded-graph.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@external", "@requires", "@interfaceObject", "@authenticated"])`;

const SDLS = {
  papers: `${LINK}
    type Query { papers: [Paper!] }
    interface Paper @key(fields: "id") { id: ID! author: String }
    type Letter implements Paper @key(fields: "id") { id: ID! author: String }
    type Order implements Paper @key(fields: "id") { id: ID! author: String @authenticated }
    type Deed implements Paper @key(fields: "id") @authenticated { id: ID! author: String }
  `,
  print: `${LINK}
    type Paper @key(fields: "id") @interfaceObject {
      id: ID!
      author: String @external
      byline: String @requires(fields: "author")
    }
  `,
};

const graph = createGuardedGraph(SDLS, {
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

  it('is asked for by whoever may see them, and where they are open by everybody', async () => {
    await graph.ask(query, CITIZEN);
    expect(graph.asked.join()).toContain('author');
    const open = await graph.ask('{ papers { ... on Letter { byline } } }');
    expect(open.errors ?? []).not.toContainEqual(
      expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } }),
    );
    expect(graph.asked.join()).toContain('author');
  });
});
