/** A small graph with what is hard in the large one: interfaces, @requires, lists with nulls. */

const SHARED = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
    import: ["@key", "@shareable", "@external", "@requires", "@inaccessible", "@interfaceObject"])
`;

export const TEST_SDL = {
  casework: `${SHARED}
    enum State { OPEN CLOSED SECRET @inaccessible }
    type Query {
      cases(state: State): [Case!]!
      case(id: ID!): Case
      whoAmI: String!
      caseStatus(queryCode: String!): String
      crash: String
    }
    type Mutation { addNote(caseId: ID!, text: String!): Case! }
    type Subscription {
      caseOpened(after: String): CaseEvent!
      tick: Int!
    }
    type CaseEvent { cursor: String! case: Case! }
    type Case @key(fields: "id") {
      id: ID!
      state: State!
      note: String
      units: [Unit]!
      unit: Unit
      letter: Letter!
    }
    interface Unit { id: ID! }
    type District implements Unit @key(fields: "id", resolvable: false) { id: ID! }
    type Department implements Unit @key(fields: "id", resolvable: false) { id: ID! }
    interface Letter { id: ID! }
    type MayorLetter implements Letter @key(fields: "id") { id: ID! handling: [ID!] @inaccessible }
    type DistrictLetter implements Letter @key(fields: "id") { id: ID! handling: [ID!] @inaccessible }
  `,
  units: `${SHARED}
    type Query { districts: [District!]! }
    interface Unit { id: ID! name: String! }
    type District implements Unit @key(fields: "id") { id: ID! name: String! code: String }
    type Department implements Unit @key(fields: "id") { id: ID! name: String! phone: String }
  `,
  letters: `${SHARED}
    type Query { letter(id: ID!): Letter }
    interface Letter @key(fields: "id") { id: ID! title(upper: Boolean! = false): String author: String! }
    type MayorLetter implements Letter @key(fields: "id") {
      id: ID!
      handling: [ID!] @external
      title(upper: Boolean! = false): String
      author: String! @requires(fields: "handling")
      leader: String
    }
    type DistrictLetter implements Letter @key(fields: "id") {
      id: ID!
      handling: [ID!] @external
      title(upper: Boolean! = false): String
      author: String! @requires(fields: "handling")
      secret: String
    }
  `,
  ratings: `${SHARED}
    type Query { best: Letter }
    type Letter @key(fields: "id") @interfaceObject { id: ID! stars: Int }
  `,
} as const;

export type SubgraphName = keyof typeof TEST_SDL;

/** The same graph in one piece: what a client must get, whoever answers. */
export const MONOLITH_SDL = `
  enum State { OPEN CLOSED }
  type Query {
    cases(state: State): [Case!]!
    case(id: ID!): Case
    whoAmI: String!
    crash: String
    districts: [District!]!
    letter(id: ID!): Letter
    best: Letter
  }
  type Mutation { addNote(caseId: ID!, text: String!): Case! }
  type Case { id: ID! state: State! note: String units: [Unit]! unit: Unit letter: Letter! }
  interface Unit { id: ID! name: String! }
  type District implements Unit { id: ID! name: String! code: String }
  type Department implements Unit { id: ID! name: String! phone: String }
  interface Letter {
    id: ID! title(upper: Boolean! = false): String author: String! stars: Int
  }
  type MayorLetter implements Letter {
    id: ID! title(upper: Boolean! = false): String author: String! stars: Int leader: String
  }
  type DistrictLetter implements Letter {
    id: ID! title(upper: Boolean! = false): String author: String! stars: Int secret: String
  }
`;
