import { LINK } from './link.ts';

/**
 * One interface with a key, three subgraphs that know it as an object, one that knows it without a
 * key and not whole, and a second such interface, each returning the other.
 */
export const WORKS = {
  works: `${LINK}
    type Query { works(kind: Kind): [Work] work(id: ID!): Work mixed: [Mixed] bases: [[Base!]] }
    type Mutation { finish(id: ID!): Work hand(id: ID!, to: ID): Base }
    type Subscription { finished: Work! mixedIn: Mixed }
    enum Kind { ROAD PIPE TREE }
    interface Base { id: ID! label(long: Boolean = false): String }
    interface Work implements Base @key(fields: "id") @key(fields: "ref { no } code") {
      id: ID!
      ref: Ref! @inaccessible
      code: ID!
      kind: Kind!
      label(long: Boolean = false): String
      place: Place
      after: [Work!]
    }
    type Ref @shareable { no: String! }
    type Road implements Base & Work @key(fields: "id") @key(fields: "ref { no } code") {
      id: ID!
      ref: Ref!
      code: ID!
      kind: Kind!
      label(long: Boolean = false): String
      place: Place!
      after: [Work!]!
      lanes: Int!
      next: Road
      joins: [Road]
    }
    type Pipe implements Base & Work @key(fields: "id") @key(fields: "ref { no } code") {
      id: ID!
      ref: Ref!
      code: ID!
      kind: Kind!
      label(long: Boolean = false): String!
      place: Place
      after: [Work!]
      lanes: Int
      width: Float @shareable
    }
    type Tree implements Base & Work @key(fields: "id") @key(fields: "ref { no } code") {
      id: ID!
      ref: Ref!
      code: ID!
      kind: Kind!
      label(long: Boolean = false): String
      place: Place
      after: [Work!]
      planted: String
    }
    interface Place @key(fields: "id") { id: ID! name: String }
    type Street implements Place @key(fields: "id") { id: ID! name: String length: Int works: [Work] }
    type Park implements Place @key(fields: "id") { id: ID! name: String! trees: [Tree!]! }
    union Mixed = Road | Tree | Street
  `,
  money: `${LINK}
    type Query { dearest(first: Int! = 3): [Work!]! budget: Budget }
    type Mutation { grant(id: ID!, cents: Int = 5): Work! }
    type Subscription { granted: Work }
    type Work @key(fields: "id") @interfaceObject {
      id: ID!
      cost(currency: String = "CNY"): Int
      budget: Budget
      kin: [Work!]
      grid: [[Work]!]
      at: Place
      label(long: Boolean = false): String @external
      place: Place @external
      quote(short: Boolean): String @requires(fields: "label(long: true)")
      route: String! @requires(fields: "place { name }")
    }
    type Place @key(fields: "id") @interfaceObject { id: ID! tax: Int name: String @external sites(first: Int): [Work] }
    type Budget @key(fields: "id") { id: ID! works: [Work!]! main: Work places: [[Place!]] }
  `,
  people: `${LINK}
    type Query { busiest: Work everywhere: [Place!]! crews: [Crew!] }
    type Work @key(fields: "ref { no } code") @interfaceObject {
      ref: Ref!
      code: ID!
      crew: Crew
      cost(currency: String = "CNY"): Int @external
      perHead: Float @requires(fields: "cost")
      sisters: [Work]!
    }
    type Ref @shareable { no: String! }
    type Place @key(fields: "id") @interfaceObject { id: ID! keeper: Person near: [Place!] home: Place! }
    union Doer = Person | Crew
    type Crew @key(fields: "id") { id: ID! lead: Person works: [Work!] doers: [Doer] }
    type Person @key(fields: "id") { id: ID! name: String place: Place crew: Crew }
  `,
  roads: `${LINK}
    type Query { flat: [Plain] wide: Wide some: [Either!] }
    interface Plain { id: ID! note: String }
    interface Wide { width: Float }
    type Road implements Plain @key(fields: "id") { id: ID! note: String surface: String pipes: [[Pipe!]] beside: Plain }
    type Pipe implements Plain & Wide @key(fields: "id") { id: ID! note: String! width: Float @shareable depth: Int wide: Wide }
    type Tree implements Plain @key(fields: "id") { id: ID! note: String height: Int }
    type Ditch implements Plain & Wide { id: ID! note: String label(long: Boolean = false): String width: Float! }
    union Either = Pipe | Ditch | Road
  `,
};
