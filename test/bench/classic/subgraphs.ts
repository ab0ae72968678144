import { readFileSync } from 'node:fs';
import type { StubSubgraph } from '../stubs/stub-subgraph.ts';

/**
 * The shape of the well-known gateways benchmark: 6 users, 9 products, 11 reviews on the first
 * four products; everybody wrote the first two reviews, and the author of each review is user 1.
 */
const USERNAMES = ['lan', 'qiu', 'song', 'tao', 'wen', 'xia'];
const users = USERNAMES.map((username, index) => ({
  __typename: 'User',
  id: String(index + 1),
  username,
  name: `${username.charAt(0).toUpperCase()}${username.slice(1)} Meadow`,
  birthday: 631_152_000,
}));

const PRODUCTS: [name: string, price: number, weight: number, inStock: boolean][] = [
  ['Desk', 899, 100, true],
  ['Bench', 1_299, 1_000, false],
  ['Cup', 15, 20, false],
  ['Stool', 499, 100, false],
  ['Screen', 1_299, 1_000, true],
  ['Lantern', 6_999, 300, true],
  ['Stove', 3_999, 2_000, true],
  ['Freezer', 100_000, 6_000, false],
  ['Divan', 9_999, 800, true],
];
const products = PRODUCTS.map(([name, price, weight], index) => ({
  __typename: 'Product',
  upc: String(index + 1),
  name,
  price,
  weight,
}));
const stock = PRODUCTS.map(([, , , inStock], index) => ({
  __typename: 'Product',
  upc: String(index + 1),
  inStock,
}));

const SENTENCE =
  'The letter was read, answered and put on file within the days that the rule gives. ';
const REVIEWS: [upc: string, length: number][] = [
  ['1', 445],
  ['1', 290],
  ['1', 270],
  ['1', 145],
  ['2', 445],
  ['2', 290],
  ['2', 270],
  ['2', 145],
  ['3', 145],
  ['4', 145],
  ['4', 830],
];
const reviews = REVIEWS.map(([upc, length], index) => ({
  __typename: 'Review',
  id: String(index + 1),
  body: SENTENCE.repeat(Math.ceil(length / SENTENCE.length)).slice(0, length),
  product: reviewedProduct(upc),
  author: reviewer('1'),
}));

function reviewedProduct(upc: string) {
  return {
    __typename: 'Product',
    upc,
    get reviews() {
      return reviewsOf.get(upc) ?? [];
    },
  };
}

function reviewer(id: string) {
  return {
    __typename: 'User',
    id,
    username: users[Number(id) - 1]?.username ?? null,
    get reviews() {
      return firstReviews;
    },
  };
}

const reviewsOf = Map.groupBy(reviews, ({ product }) => product.upc);
const firstReviews = reviews.slice(0, 2);

/** Four subgraphs with plain data behind them, so that they cost as little as GraphQL can. */
export const CLASSIC_SUBGRAPHS: Record<string, StubSubgraph> = {
  accounts: {
    sdl: readSdl('accounts'),
    roots: {
      me: () => users[0],
      user: ({ id }) => users[Number(id) - 1] ?? null,
      users: () => users,
    },
    entities: { User: ({ id }) => users[Number(id) - 1] ?? null },
  },
  inventory: {
    sdl: readSdl('inventory'),
    roots: {},
    entities: {
      Product: ({ upc, price, weight }) => ({
        ...stock[Number(upc) - 1],
        shippingEstimate: shippingEstimate(price as number | null, weight as number | null),
      }),
    },
  },
  products: {
    sdl: readSdl('products'),
    roots: { topProducts: ({ first }) => products.slice(0, first as number) },
    entities: { Product: ({ upc }) => products[Number(upc) - 1] ?? null },
  },
  reviews: {
    sdl: readSdl('reviews'),
    roots: {},
    entities: {
      Review: ({ id }) => reviews[Number(id) - 1] ?? null,
      User: ({ id }) => reviewer(id as string),
      Product: ({ upc }) => reviewedProduct(upc as string),
    },
  },
};

function readSdl(name: string): string {
  return readFileSync(new URL(`schema/${name}.graphql`, import.meta.url), 'utf8');
}

function shippingEstimate(price: number | null, weight: number | null): number | null {
  if (price === null) return null;
  if (price > 1_000) return 0;
  return weight === null ? null : Math.trunc(weight / 2);
}
