import { LINK } from './link.ts';

/**
 * Keys that lead over three subgraphs, hidden and nested ones, provided paths through lists,
 * overrides with labels, and shared values of which each subgraph knows another part.
 */
export const CHAINS = {
  orders: `${LINK}
    type Query {
      orders(where: OrderFilter = { state: OPEN, sub: { tags: ["a", null] } }): [Order!]
      order(id: ID!): Order
      batches: [[[Order!]]!]
      lookup(raw: Raw, raws: [Raw!]): Raw
    }
    type Mutation { place(order: NewOrder!): Order cancel(id: ID!, why: Raw): Order! }
    type Subscription { placed(state: State): Order }
    input OrderFilter {
      state: State = OPEN
      sub: SubFilter = { depth: 2 }
      not: OrderFilter
      subs: [SubFilter!] = [{ depth: 7 }, { tags: "one" }]
    }
    input SubFilter { depth: Int! = 1 tags: [String] = ["x"] raw: Raw }
    input NewOrder { id: ID! lines: [[LineInput!]!]! = [[{ count: 1 }]] note: String }
    input LineInput { count: Int! ratio: Float = 1 state: State }
    enum State { OPEN CLOSED }
    enum Progress { NEW PAID }
    scalar Raw
    type Order @key(fields: "id") {
      id: ID!
      progress: Progress @shareable
      total: Money! @shareable
      lines: [[Line!]!] @shareable
      main: Line
      parent: Order
      children(first: Int = 2): [Order]
      note(lang: String): String @shareable
      legacy: String
      moved: Int
      stays: Int
      buyer: Party
    }
    type Line @key(fields: "order { id } position") {
      order: Order!
      position: Int!
      text: String @shareable
      goods: Goods! @shareable
    }
    type Goods @key(fields: "code") { code: ID! }
    type Money @shareable { amount: Int! currency: String }
    type Party @key(fields: "tax { country number } code") { tax: Tax! code: Int! alias: String }
    type Tax @shareable { country: String! number: ID! }
  `,
  bridge: `${LINK}
    type Query { paid: [Order!]! @provides(fields: "lines { text goods { name } } progress") }
    type Order @key(fields: "id") @key(fields: "serial line { sort }") {
      id: ID!
      serial: Int! @inaccessible
      line: Sort! @inaccessible
      lines: [[Line!]!] @external
      progress: Progress @external
      total: Money! @shareable
      note(lang: String, short: Boolean): String @shareable
      moved: Int @override(from: "orders", label: "percent(100)")
      stays: Int @override(from: "orders", label: "percent(0)")
      due: Debt
    }
    type Debt { amount: Int days: Int! }
    enum Progress { NEW PAID LATE }
    type Sort @shareable { sort: String! }
    type Line @key(fields: "order { id } position") {
      order: Order!
      position: Int!
      text: String @external
      goods: Goods! @external
      weight: Int
    }
    type Goods @key(fields: "code") { code: ID! name: String @external }
    type Money @shareable { amount: Int! digits: Int }
  `,
  depot: `${LINK}
    type Query { racks: [[Rack]!]! }
    type Order @key(fields: "serial line { sort }") @key(fields: "slot") {
      serial: Int!
      line: Sort!
      slot: ID!
      rack: Rack
      due: Debt @external
      serialText: String @requires(fields: "due { amount }")
    }
    type Sort @shareable { sort: String! }
    type Debt @external { amount: Int }
    type Rack @key(fields: "id") { id: ID! orders: [Order!] grid: [[Order]] near: Rack goods: [Goods] }
    type Goods @key(fields: "code") @key(fields: "ean") { code: ID! ean: ID! name: String @shareable racks: [Rack!] }
  `,
  papers: `${LINK}
    type Query { papers: [Paper!] }
    type Order @key(fields: "slot") {
      slot: ID!
      papers: [Paper]
      legacy: String @override(from: "orders")
      rack: Rack @external
      stamp(size: Int! = 3): String! @requires(fields: "rack { near { id } }")
    }
    type Rack @key(fields: "id") { id: ID! near: Rack @external }
    type Goods @key(fields: "ean") { ean: ID! sheet: Paper name: String @shareable }
    type Paper @key(fields: "id") { id: ID! order: Order! goods: [[Goods!]] parties: [Party] }
    type Party @key(fields: "tax { number country } code") { tax: Tax! code: Int! papers: [Paper!] rank: Float }
    type Tax @shareable { country: String! number: ID! office: String }
  `,
};
