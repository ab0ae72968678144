import type { Fetch } from './limit-fetch.ts';

interface Product {
  upc: string;
  name: string;
  price: number;
  weight: number;
  inStock: boolean;
  shippingEstimate: number | null;
  reviews: Review[];
}
interface Review {
  id: string;
  body: string;
  product: Product;
  author: User;
}
interface User {
  id: string;
  username: string;
  name: string;
  reviews: Review[];
}

const REVIEWED = 'reviews { id body author { id username reviews { id body product { upc } } } }';
const ROOT_USERS = '{ users { id username name } }';
const ROOT_PRODUCTS = '{ topProducts { upc name price weight } }';
const REVIEWS = `query($users: [_Any!]!, $products: [_Any!]!) {
  users: _entities(representations: $users) {
    ... on User { reviews { id body product { upc ${REVIEWED} } } }
  }
  products: _entities(representations: $products) { ... on Product { ${REVIEWED} } }
}`;
const USERS = `query($users: [_Any!]!) {
  users: _entities(representations: $users) { ... on User { name } }
}`;
const PRODUCTS = `query($products: [_Any!]!) {
  products: _entities(representations: $products) { ... on Product { name price weight } }
}`;
const STOCK = `query($products: [_Any!]!) {
  products: _entities(representations: $products) { ... on Product { inStock shippingEstimate } }
}`;

type FetchOf = Record<'accounts' | 'inventory' | 'products' | 'reviews', Fetch>;

/** The large query by hand: two fetches, one, two, one. */
export async function join(fetchOf: FetchOf, authorization: string) {
  const [{ users }, { topProducts }] = (await Promise.all([
    fetchOf.accounts(ROOT_USERS, {}, authorization),
    fetchOf.products(ROOT_PRODUCTS, {}, authorization),
  ])) as unknown as [{ users: User[] }, { topProducts: Product[] }];
  const found = (await fetchOf.reviews(
    REVIEWS,
    {
      users: users.map(({ id }) => ({ __typename: 'User', id })),
      products: topProducts.map(({ upc }) => ({ __typename: 'Product', upc })),
    },
    authorization,
  )) as unknown as { users: User[]; products: Product[] };
  const authors = new Map<string, Partial<User>>();
  const products = new Map<string, Partial<Product>>();
  for (const product of topProducts) products.set(product.upc, product);
  const missing = visit(found, authors, products);
  await complete(fetchOf, authors, products, missing, authorization);
  return answer(users, topProducts, found, authors, products);
}

function visit(
  found: { users: User[]; products: Product[] },
  authors: Map<string, Partial<User>>,
  products: Map<string, Partial<Product>>,
): string[] {
  const missing = new Set<string>();
  const meet = (upc: string) => {
    if (!products.has(upc)) missing.add(upc);
  };
  const meetAuthors = (reviews: Review[]) => {
    for (const { author } of reviews) {
      authors.set(author.id, { id: author.id });
      for (const { product } of author.reviews) meet(product.upc);
    }
  };
  for (const { reviews } of found.users)
    for (const { product } of reviews) {
      meet(product.upc);
      meetAuthors(product.reviews);
    }
  for (const { reviews } of found.products) meetAuthors(reviews);
  return [...missing];
}

async function complete(
  fetchOf: FetchOf,
  authors: Map<string, Partial<User>>,
  products: Map<string, Partial<Product>>,
  missing: string[],
  authorization: string,
): Promise<void> {
  const ids = [...authors.keys()];
  const [named, described] = await Promise.all([
    fetchOf.accounts(
      USERS,
      { users: ids.map((id) => ({ __typename: 'User', id })) },
      authorization,
    ),
    fetchOf.products(
      PRODUCTS,
      { products: missing.map((upc) => ({ __typename: 'Product', upc })) },
      authorization,
    ),
  ]);
  ids.forEach((id, index) => authors.set(id, { ...authors.get(id), ...named.users?.[index] }));
  missing.forEach((upc, index) => products.set(upc, { upc, ...described.products?.[index] }));
  const known = [...products.values()];
  const stocked = await fetchOf.inventory(
    STOCK,
    {
      products: known.map(({ upc, price, weight }) => ({
        __typename: 'Product',
        upc,
        price,
        weight,
      })),
    },
    authorization,
  );
  known.forEach((product, index) => Object.assign(product, stocked.products?.[index]));
}

function answer(
  users: User[],
  topProducts: Product[],
  found: { users: User[]; products: Product[] },
  authors: ReadonlyMap<string, Partial<User>>,
  products: ReadonlyMap<string, Partial<Product>>,
) {
  const product = (upc: string) => {
    const { inStock, name, price, shippingEstimate, weight } = products.get(upc) ?? {};
    return { inStock, name, price, shippingEstimate, upc, weight };
  };
  const reviewsOf = (reviews: Review[]) =>
    reviews.map(({ id, body, author }) => ({
      id,
      body,
      author: {
        id: author.id,
        username: author.username,
        name: authors.get(author.id)?.name,
        reviews: author.reviews.map((written) => ({
          id: written.id,
          body: written.body,
          product: product(written.product.upc),
        })),
      },
    }));
  return {
    users: users.map((user, index) => ({
      ...user,
      reviews: (found.users[index]?.reviews ?? []).map((review) => ({
        id: review.id,
        body: review.body,
        product: { ...product(review.product.upc), reviews: reviewsOf(review.product.reviews) },
      })),
    })),
    topProducts: topProducts.map(({ upc }, index) => ({
      ...product(upc),
      reviews: reviewsOf(found.products[index]?.reviews ?? []),
    })),
  };
}
