import { setTimeout as after } from 'node:timers/promises';
import type { ShopVersion } from './shop-subgraph.ts';

/** Three subgraphs about one thing: who has it, what it costs, how many there are. */

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

interface ItemRef {
  id: string;
}

/** @param gate is awaited before a list is answered */
export function itemsVersion(gate: () => Promise<void> = () => Promise.resolve()): ShopVersion {
  return {
    sdl: `${LINK}
      type Query { items(tag: String): [Item!]! }
      type Subscription { itemAdded: Item! }
      type Item @key(fields: "id") { id: ID! tag: String }`,
    resolvers: {
      Query: {
        items: async (_root: unknown, { tag }: { tag?: string }) => {
          await gate();
          return ['1', '2'].map((id) => ({ id, tag }));
        },
      },
      Subscription: { itemAdded: { subscribe: countUp } },
    },
  };
}

export function pricesVersion(price = 10, moreFields = ''): ShopVersion {
  return {
    sdl: `${LINK} type Item @key(fields: "id") { id: ID! price: Int ${moreFields} }`,
    resolvers: { Item: { price: ({ id }: ItemRef) => price * Number(id) } },
  };
}

export function stockVersion(moreFields = ''): ShopVersion {
  return {
    sdl: `${LINK} type Item @key(fields: "id") { id: ID! count: Int ${moreFields} }`,
    resolvers: { Item: { count: ({ id }: ItemRef) => 100 + Number(id), shelf: () => 'A' } },
  };
}

/** What nobody else knows of: a subgraph that brings a type of its own. */
export function shopsVersion(): ShopVersion {
  return {
    sdl: `${LINK}
      type Query { shops: [Shop!]! }
      type Shop @key(fields: "id") { id: ID! name: String! best: Item }
      type Item @key(fields: "id", resolvable: false) { id: ID! }`,
    resolvers: {
      Query: { shops: () => [{ id: 's1', name: 'Corner', best: { id: '2' } }] },
    },
  };
}

const COUNT_EVERY_MS = 20;

async function* countUp(): AsyncGenerator<{ itemAdded: ItemRef }> {
  for (let id = 1; ; id += 1) {
    yield { itemAdded: { id: String(id) } };
    await after(COUNT_EVERY_MS);
  }
}
