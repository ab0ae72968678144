import { LINK } from './link.ts';

/** Users, products, reviews and stock: entities with several keys, some of several fields. */
export const SHOP = {
  users: `${LINK}
    type Query { me: User users(first: Int = 5, ids: [ID!]): [User!] user(id: ID!): User }
    type Mutation { rename(id: ID!, name: String): User signUp(user: NewUser!): Receipt! }
    type Subscription { userRenamed(id: ID): User userCounted: Int! }
    input NewUser { name: String! email: String tags: [String!] address: NewAddress }
    input NewAddress { street: String = "main" city: String! }
    type Receipt { effect: Int! before: String user: User! other: User }
    type User @key(fields: "id") @key(fields: "email tenant { id }") {
      id: ID!
      email: String!
      tenant: Tenant!
      name: String
      username: String @shareable
      birthday: Date
      address: Address @shareable
    }
    type Tenant @key(fields: "id") { id: ID! name: String }
    type Address @shareable { street: String city: City }
    type City @shareable { name: String! population: Int }
    scalar Date
  `,
  products: `${LINK}
    type Query {
      topProducts(first: Int = 5, where: Filter): [Product]
      product(upc: String!): Product
      brands: [[Brand!]]!
    }
    type Mutation { discontinue(upc: String!): Product! price(upc: String!, cents: Int!): Product }
    input Filter { name: String brand: ID not: Filter min: Float any: [Filter!] }
    type Product @key(fields: "upc") @key(fields: "sku brand { id }") {
      upc: String!
      sku: String!
      name(lang: String = "zh"): String
      price: Int
      weight: Int
      brand: Brand!
      related(first: Int): [Product!]!
      variants: [[Product]]
    }
    type Brand @key(fields: "id") { id: ID! name: String! flagship: Product }
  `,
  reviews: `${LINK}
    type Query { latestReviews(first: Int! = 3): [Review!]! }
    type Mutation { review(upc: String!, body: String!, stars: Int): Review }
    type Subscription { reviewed(upc: String): Review! }
    type Review @key(fields: "id") {
      id: ID!
      body: String
      stars: Int!
      author: User @provides(fields: "username")
      product: Product!
      answers: [Review]!
    }
    type User @key(fields: "id") {
      id: ID!
      username: String @external
      reviews(first: Int): [Review!]
      favourite: Product
      address: Address @shareable
    }
    type Address @shareable { street: String city: City }
    type City @shareable { name: String! population: Int }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] topReview: Review }
  `,
  inventory: `${LINK}
    type Query { warehouses: [Warehouse!]! }
    type Warehouse @key(fields: "id") { id: ID! city: String keeper: User! stock: [Product!] }
    type User @key(fields: "email tenant { id }") {
      email: String!
      tenant: Tenant!
      warehouse: Warehouse
    }
    type Tenant @key(fields: "id", resolvable: false) { id: ID! }
    type Product @key(fields: "sku brand { id }") @key(fields: "upc") {
      sku: String!
      upc: String!
      brand: Brand!
      price: Int @external
      weight: Int @external
      inStock: Boolean!
      shippingEstimate: Int @requires(fields: "price weight")
      shelf: String! @requires(fields: "weight")
    }
    type Brand @key(fields: "id", resolvable: false) { id: ID! }
  `,
};
