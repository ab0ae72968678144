import { LINK } from './link.ts';

/** Arguments that a subgraph gets from an ancestor of the object. */
export const CONTEXTS = {
  offices: `${LINK}
    type Query { offices: [Office!]! office(id: ID!): Office branch: Branch }
    type Office @key(fields: "id") @context(name: "place") {
      id: ID!
      lang: String!
      name: String
      clerks: [Clerk]!
      head: Clerk
      desk: Desk!
    }
    type Branch @key(fields: "id") @context(name: "place") { id: ID! lang: String! desk: Desk clerks: [Clerk!] }
    type Desk @key(fields: "id") { id: ID! clerk: Clerk greeting(lang: String @fromContext(field: "$place { lang }")): String }
    type Clerk @key(fields: "id") {
      id: ID!
      name: String
      title(lang: String @fromContext(field: "$place { lang }"), short: Boolean = false): String
    }
  `,
  letters: `${LINK}
    type Query { letters: [Letter] }
    type Letter @key(fields: "id") { id: ID! text: String to: Office from: Office! }
    type Office @key(fields: "id") { id: ID! letters: [Letter!] }
    type Clerk @key(fields: "id") { id: ID! mood: String! office: Office }
  `,
};
