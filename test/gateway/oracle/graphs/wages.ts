import { LINK } from './link.ts';

/**
 * Fields made from fields that are made themselves, by turns in several subgraphs, below objects and
 * lists, and here and there provided where they are asked for.
 */
export const WAGES = {
  staff: `${LINK}
    type Query { people: [Person!] person(id: ID!): Person team: Team }
    type Mutation { hire(id: ID!): Person! leave(id: ID!): Team }
    type Subscription { hired: Person }
    type Person @key(fields: "id") @key(fields: "mail") {
      id: ID!
      mail: ID!
      name: String
      wage: Int @shareable
      hours: Int!
      home: Home
      boss: Person
      bonus: Int @external
      honour: Int @shareable @requires(fields: "bonus")
      grade: Grade @external
      seat: String! @requires(fields: "grade { step } wageText")
      wageText: String @external
    }
    type Home @shareable { city: String rooms: Int! }
    type Grade @external { step: Int }
    type Team @key(fields: "id") { id: ID! lead: Person members: [[Person!]] score: Int @external fame: String @requires(fields: "score") }
  `,
  taxes: `${LINK}
    type Query { letters: [Letter!] offices: [Office!]! }
    type Mutation { assess(id: ID!): Person }
    type Subscription { assessed: Letter! }
    type Letter @key(fields: "id") { id: ID! author: Person reader: Person! }
    type Office @key(fields: "id") { id: ID! staff: [Person!]! head: Person @provides(fields: "wage") }
    type Person @key(fields: "id") {
      id: ID!
      wage: Int @external
      hours: Int! @external
      home: Home @external
      tax: Int @shareable @requires(fields: "wage")
      duty: Int! @requires(fields: "hours")
      wageText: String @requires(fields: "wage hours")
      grade: Grade @requires(fields: "home { city rooms } wage")
      honour: Int @external
      medal: String @requires(fields: "honour home { rooms }")
    }
    type Home @external { city: String rooms: Int! }
    type Grade { step: Int note: String holder: Person }
  `,
  bonuses: `${LINK}
    type Query { best: Letter mine: Mark marks: [[Mark!]] }
    type Mutation { rate(id: ID!): Mark award(id: ID!): [Mark!] @provides(fields: "others { tax }") }
    type Subscription { rated: Mark }
    type Letter @key(fields: "id") { id: ID! weight: Int }
    type Mark { by: Person @provides(fields: "tax") of: Person! others: [Person] }
    type Team @key(fields: "id") { id: ID! lead: Person @external members: [[Person!]] @external
      score: Int @requires(fields: "lead { tax } members { duty }") }
    type Person @key(fields: "id") @key(fields: "mail") {
      id: ID!
      mail: ID!
      tax: Int @external
      duty: Int! @external
      grade: Grade @external
      bonus: Int @shareable @requires(fields: "tax")
      share: Float @requires(fields: "tax duty")
      rank: String! @shareable @requires(fields: "grade { step note }")
    }
    type Grade @external { step: Int note: String }
  `,
  honours: `${LINK}
    type Query { heroes: [Person] @provides(fields: "honour") fair: Person feast: Feast }
    type Subscription { honoured: Person! @provides(fields: "bonus") }
    type Feast { guests: [Person!] host: Person @provides(fields: "honour rank") }
    type Person @key(fields: "mail") {
      mail: ID!
      honour: Int @external
      bonus: Int @external
      rank: String! @external
      boss: Person @external
      title: String @requires(fields: "honour rank")
      tip: Int @requires(fields: "bonus")
      shadow: String @requires(fields: "boss { bonus }")
      friend: Person
    }
  `,
};
