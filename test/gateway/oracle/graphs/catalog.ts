import { LINK } from './link.ts';

/** Requirements that nest and chain, provided and shared and overridden fields, odd values. */
export const CATALOG = {
  items: `${LINK}
    type Query {
      items(kind: Kind): [Item]
      item(id: ID!): Item
      matrix: [[Item!]!]
      today: Date
      config(path: [String!]): JSON
      shared: Shared @shareable
    }
    type Mutation { touch(id: ID!, data: JSON): Receipt! retag(id: ID!, tags: [[String]]): Item! }
    type Subscription { touched: Item! }
    type Receipt { effect: String! item: Item }
    type Item @key(fields: "id") {
      id: ID!
      kind: Kind
      mode: Mode
      size: Size! @shareable
      parts: [Part!]
      grid: [[Part]!]
      owner: Owner
      data: JSON
      madeOn: Date!
      tags: [[String]]
      oldName: String
      maybe: String @shareable
      surely: String! @shareable
      hidden: Int @inaccessible
      choice: Choice
    }
    union Choice = Part | Note
    type Part @key(fields: "id") { id: ID! weight: Float serial: String }
    type Note { text: String! }
    type Owner @key(fields: "id") { id: ID! level: Int }
    type Size @shareable { width: Int! height: Int unit: Unit }
    type Shared @shareable { a: Int b: String size: Size }
    enum Unit { CM INCH }
    enum Kind { BIG SMALL ODD }
    enum Mode { ON OFF SECRET @inaccessible }
    scalar JSON
    scalar Date
  `,
  prices: `${LINK}
    type Query { shared: Shared @shareable cheapest(limit: Int! = 2): [Item!]! @provides(fields: "maybe size { width }") }
    type Item @key(fields: "id") {
      id: ID!
      size: Size! @external
      parts: [Part!] @external
      grid: [[Part]!] @external
      data: JSON @external
      hidden: Int @external
      owner: Owner @external
      choice: Choice @external
      maybe: String @external
      price(currency: String! = "CNY"): Float @requires(fields: "size { width height }")
      partPrice: Int @requires(fields: "parts { id weight }")
      gridPrice: Int! @requires(fields: "grid { serial }")
      dataPrice: String @requires(fields: "data hidden")
      ownerPrice: Int @requires(fields: "owner { level }")
      choicePrice: String @requires(fields: "choice { ... on Part { weight } ... on Note { text } }")
      discount: Int
      newName: String @override(from: "names")
    }
    union Choice = Part | Note
    type Note @external { text: String! }
    type Part @key(fields: "id") { id: ID! weight: Float @external serial: String @external }
    type Owner @key(fields: "id") { id: ID! level: Int @external }
    type Size @shareable { width: Int! height: Int unit: Unit }
    type Shared @shareable { a: Int b: String size: Size }
    enum Unit { CM INCH }
    scalar JSON
  `,
  names: `${LINK}
    type Query { names: [Item] owners: [Owner!] }
    type Item @key(fields: "id") {
      id: ID!
      newName: String
      oldName: String @override(from: "items")
      maybe: String! @shareable
      surely: String @shareable
      price(currency: String! = "CNY"): Float @external
      discount: Int @external
      priceTag: String @requires(fields: "price discount")
      shout: String! @requires(fields: "discount")
    }
    type Owner @key(fields: "id") { id: ID! name: String! boss: Owner items: [Item!]! bestItem: Item! }
    type Part @key(fields: "id") { id: ID! maker: Owner label: String! }
  `,
};
