import { LINK } from './link.ts';

/** Each shape that no other graph has: what is odd about it stands beside it. */
export const FORMS = {
  desk: `${LINK}
    type Query {
      permits(where: Where = { stage: CLOSED, raw: [null] }, sort: Sort): [Permit]
      permit(id: ID!): Permit
      subjects: [[Subject]!]
      same(first: Int = 2, where: Where): [Subject] @shareable
      sheets: [[Sheet]] @shareable
      echo(raw: Raw, raws: [[Raw]], name: Text): Raw
      known: [Known!] @provides(fields: "... on House { street { name } floors } ... on Shop { trade }")
    }
    type Mutation { file(form: Form!, sort: Sort = OLDEST): Permit withdraw(id: ID!, why: [Raw!]): [[Subject]] }
    type Subscription { filed(where: Where): Permit! seen(raw: Raw): Subject }
    input Where { stage: Wish = OPEN near: Near all: [[Where!]] raw: Raw = { a: [1, { b: null }] } }
    input Near { limit: Int = 5 tags: [String] = ["x", null] where: Where far: Float! = 1.5 }
    input Form { id: ID! near: [Near!]! = [{ limit: 1 }, { tags: null }] parts: [[Form]] stage: Wish! = OPEN }
    enum Wish { OPEN CLOSED HIDDEN @inaccessible }
    enum Sort { NEWEST OLDEST SECRET }
    enum Stage { OPEN CLOSED }
    enum Mark { RED BLUE HIDDEN @inaccessible }
    scalar Raw
    scalar Text
    interface Permit @key(fields: "id") @key(fields: "lot { block numbers } code") {
      id: ID!
      lot: Lot!
      code: ID!
      stage: Stage
      subject: Subject
      grid: [[Subject!]]
      raw: Raw
      raws: [[Raw]!]
      secret(deep: Int = 1): Int @inaccessible
      mark: Mark @inaccessible
    }
    type Building implements Permit @key(fields: "id") @key(fields: "lot { block numbers } code") {
      id: ID!
      lot: Lot!
      code: ID!
      stage: Stage @shareable
      subject: Subject!
      grid: [[Subject!]]
      raw: Raw
      raws: [[Raw]!]
      secret(deep: Int = 1): Int
      mark: Mark
      sheets: [[Sheet!]!] @shareable
      height: Float
    }
    type Market implements Permit @key(fields: "id") @key(fields: "lot { block numbers } code") {
      id: ID!
      lot: Lot!
      code: ID!
      stage: Stage
      subject: Subject
      grid: [[Subject!]!]!
      raw: Raw
      raws: [[Raw]!]
      secret(deep: Int = 1): Int
      mark: Mark
      stalls: [[Subject!]!]
    }
    type Lot @shareable { block: String! numbers: [Int!]! lines: [[Line]!]! }
    type Line @shareable { text: String }
    union Subject = House | Shop | Person
    union Known = House | Shop
    type House @key(fields: "id raw") {
      id: ID!
      raw: Raw!
      floors: Int @external
      street: Street @external
      owners: [Person] 
    }
    type Street @shareable { name: String width: Int }
    type Shop @key(fields: "no") { no: ID! trade: String @external rooms: [[Room]] @shareable }
    type Person @key(fields: "id") { id: ID! name: String @shareable title(in: Sort): String @shareable }
    type Room @shareable { size: Float sheets: [[Sheet]] }
    type Sheet @shareable { size: Int cells: [[Cell!]] next: Sheet }
    type Cell @shareable { x: Int text: String! }
  `,
  fees: `${LINK}
    type Query { dear: [Permit!] same(first: Int = 2, where: Where): [Subject] @shareable fee(raw: Raw): Fee }
    type Mutation { pay(id: ID!, raw: Raw): Fee }
    input Where { stage: Wish = OPEN raw: Raw = { a: [1, { b: null }] } own: Int }
    enum Wish { OPEN CLOSED EXTRA HIDDEN }
    enum Sort { NEWEST OLDEST }
    enum Stage { OPEN CLOSED LATE }
    enum Mark { RED BLUE HIDDEN GREEN }
    scalar Raw
    type Permit @key(fields: "id") @interfaceObject {
      id: ID!
      subject: Subject @external
      grid: [[Subject!]] @external
      raw: Raw @external
      raws: [[Raw]!] @external
      stage: Stage @external
      secret(deep: Int = 1): Int @external
      mark: Mark @external
      fee: Fee
      subjectFee: Int @requires(fields: "subject { ... on House { floors street { name } } ... on Shop { trade } }")
      gridFee(sort: Sort): String @requires(fields: "grid { __typename ... on Person { name } ... on House { floors } }")
      rawFee: Raw @requires(fields: "raw raws stage")
      secretFee: String! @requires(fields: "secret(deep: 2) mark")
      payers: [[Subject]!]
      rival: Permit
    }
    type Fee @key(fields: "id") { id: ID! cents: Int payers: [Subject!] permit: Permit stage: Stage rest: [[Fee!]] }
    union Subject = House | Shop | Person
    type House @key(fields: "id raw") {
      id: ID!
      raw: Raw!
      floors: Int @external
      street: Street @external
      tax: Float @requires(fields: "floors street { width }")
    }
    type Street @external { name: String width: Int }
    type Shop @key(fields: "no") { no: ID! trade: String @external tax: Float @requires(fields: "trade rooms { size }") rooms: [[Room]] @external }
    type Room @external { size: Float }
    type Person @key(fields: "id") { id: ID! name: String @shareable title(in: Sort): String @shareable debts: [[Fee]!] }
  `,
  archive: `${LINK}
    type Query { old: [Building] sheets: [[Sheet]] @shareable shelves: [[Subject!]!] @provides(fields: "... on Person { name }") }
    scalar Raw
    enum Stage { OPEN CLOSED LOST }
    type Building @key(fields: "lot { numbers block } code") {
      lot: Lot!
      code: ID!
      stage: Stage @shareable
      sheets: [[Sheet!]!] @shareable
      subject: Subject! @external
      summary: String! @requires(fields: "subject { ... on House { id } ... on Person { id } }")
      twin: Building
    }
    type Lot @shareable { block: String! numbers: [Int!]! }
    union Subject = House | Person
    type House @key(fields: "id raw") {
      id: ID!
      raw: Raw!
      floors: Int @shareable
      street: Street @shareable
    }
    type Street @shareable { name: String width: Int }
    type Shop @key(fields: "no") @key(fields: "plate") { no: ID! plate: ID! trade: String @shareable rooms: [[Room]] @shareable }
    type Room @shareable { doors: Int sheets: [[Sheet!]] }
    type Person @key(fields: "id") { id: ID! name: String @external papers: [Subject] }
    type Sheet @shareable { note: String cells: [[Cell!]] next: Sheet }
    type Cell @shareable { y: Int text: String }
  `,
};
