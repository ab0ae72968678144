import { LINK } from './link.ts';

/**
 * Roots of other names and below others, a subgraph of the first federation, keys that moved, interfaces that
 * promise less than their objects, contexts below unions, and directives that change nothing.
 */
export const RELICS = {
  homes: `${LINK}
    extend schema
      @link(url: "https://petition.example/note/v1.0", import: ["@note"])
      @federation__composeDirective(name: "@note")
    directive @note(text: String) on OBJECT | FIELD_DEFINITION
    schema { query: Homes mutation: HomeActs subscription: HomeEvents }
    type Homes {
      homes(kinds: [Kind!] = [FLAT, HUT]): [Home!] @note(text: "all") @federation__tag(name: "open")
      places: [[Place]]
      node(id: ID!): Node
      site: Site
      sites: [[Site!]!]
    }
    type HomeActs { build(id: ID!, kind: Kind! = HUT): Place raze(id: ID!): Site }
    type HomeEvents { built(kind: Kind): Node! sited: Site }
    enum Kind @federation__tag(name: "open") { FLAT HUT CAVE @inaccessible }
    interface Node { id: ID! kin(first: Int = 2): [Node] self: Node }
    interface Place implements Node { id: ID! kin(first: Int = 2): [Place] self: Place spot: Spot near: [[Place!]] }
    type Home implements Place & Node @key(fields: "id") @note(text: "home") {
      id: ID!
      code: ID!
      kin(first: Int = 2, last: Int): [Home!]
      self: Home!
      spot: Spot!
      near: [[Place!]!]!
      kind: Kind
      area(where: Range, kinds: [Kind!]): Float
      rooms: [Room!]
      best: Site
    }
    type Hut implements Place & Node @key(fields: "id") {
      id: ID!
      kin(first: Int = 2): [Place]
      self: Hut
      spot: Spot
      near: [[Place!]]
      rooms: [[Room]]
    }
    type Camp implements Node { id: ID! kin(first: Int = 2): [Camp] self: Node! spot: Spot best: Site }
    input Range { min: Int max: Float of: [Range!] kind: Kind }
    type Spot @shareable { x: Int! y: Float map: Map }
    type Map @shareable { sheet: String }
    union Site = Home | Hut
    type Room @key(fields: "id") { id: ID! size: Int doors: [Site!] }
  `,
  // of the first federation: nothing is linked, and value types are shared without saying so
  taxes: `
    type Query { taxed: [Home] bands: [Band!] spot: Spot again: Query }
    type Mutation { levy(id: ID!): Home levyAll(rate: Int = 2): Done }
    type Done { query: Query! homes: [Home!] }
    extend type Home @key(fields: "id") {
      id: ID! @external
      spot: Spot! @external
      kind: Kind @external
      code: ID! @external
      rate: Int
      due: Int! @requires(fields: "spot { x map { sheet } } kind")
      mark: String @requires(fields: "code")
      band: Band
    }
    extend type Hut @key(fields: "id") { id: ID! @external spot: Spot @external due: Int @requires(fields: "spot { y }") }
    type Band @key(fields: "id") @key(fields: "low high") { id: ID! low: Int! high: Int! homes: [[Home!]!] pays: Payer }
    union Payer = Home | Hut | Band
    type Spot { x: Int! y: Float map: Map }
    type Map { sheet: String }
    enum Kind { FLAT HUT CAVE }
  `,
  moved: `${LINK}
    schema { query: Q subscription: S }
    type Q { movers: [Mover] bandAt(low: Int! = 3): Band }
    type S { moved: Mover }
    type Mover @key(fields: "id") { id: ID! from: Site to: [[Site]] band: Band }
    type Home @key(fields: "id") @key(fields: "code") {
      id: ID!
      code: ID! @override(from: "homes")
      area(where: Range, kinds: [Kind!]): Float @external
      near: [[Place!]!]! @external
      best: Site @external
      worth: Float @requires(fields: "area(where: { min: 1, of: [{ max: 2.5, kind: HUT }] }, kinds: [FLAT])")
      small: Boolean @requires(fields: "area(where: { min: 2 })")
      fence: String @requires(fields: "near { __typename id spot { x } ... on Home { code } }")
      gate: [Site] @requires(fields: "best { ... on Home { id code } ... on Hut { spot { y } } }")
    }
    interface Place { id: ID! spot: Spot }
    type Hut implements Place @key(fields: "id") { id: ID! spot: Spot @external movers: [Mover!] }
    type Spot @shareable { x: Int! y: Float }
    input Range { min: Int max: Float of: [Range!] kind: Kind }
    enum Kind { FLAT HUT CAVE }
    union Site = Home | Hut
    type Band @key(fields: "low high") { low: Int! high: Int! name: String }
    type Room @key(fields: "id") { id: ID! movers: [[Mover!]] }
  `,
  signs: `${LINK}
    type Query { signs: [Sign!] }
    type Sign @key(fields: "id") { id: ID! site: Site }
    union Site = Home | Hut
    type Home @key(fields: "id") @context(name: "site") { id: ID! code: ID! @external lobby: Room! }
    type Hut @key(fields: "id") @context(name: "site") { id: ID! lobby: Room }
    type Room @key(fields: "id") {
      id: ID!
      size: Int @external
      plate(code: ID @fromContext(field: "$site ... on Home { code } ... on Hut { id }"), big: Boolean): String
        @requires(fields: "size")
      door(id: ID @fromContext(field: "$site ... on Home { id } ... on Hut { id }")): String!
    }
  `,
};
