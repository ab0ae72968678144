import { LINK } from './link.ts';

/** Values from a context beside required ones, and contexts within contexts. */
export const ROOMS = {
  houses: `${LINK}
    type Query { houses: [House!]! house(id: ID!): House tent: Tent spaces: [Space] }
    interface Space @context(name: "space") { id: ID! lang: String! }
    type House implements Space @key(fields: "id") @context(name: "house") {
      id: ID!
      lang: String!
      size: Size!
      rooms: [[Room!]!]
      hall: Room!
      owner: Guest
    }
    type Tent implements Space @key(fields: "id") { id: ID! lang: String! room: Room guests: [Guest] }
    type Size @shareable { width: Int height: Int! }
    type Room @key(fields: "id") { id: ID! name: String guests: [Guest!] }
    type Guest @key(fields: "id") { id: ID! age: Int name: String! }
  `,
  guides: `${LINK}
    type Query { guides: [Guide] }
    type Guide @key(fields: "id") { id: ID! house: House }
    interface Space @context(name: "space") { lang: String! }
    type House implements Space @key(fields: "id") @context(name: "house") {
      id: ID!
      lang: String! @external
      size: Size! @external
      guide: Guide
      advert: String @requires(fields: "size { width height }")
      lobby: Room!
      visits: [Visit!]
    }
    type Tent implements Space @key(fields: "id") { id: ID! lang: String! @external spare: Room visits: [Visit] }
    type Size @external { width: Int height: Int! }
    type Visit @key(fields: "id") { id: ID! room: Room guest: Guest }
    type Room @key(fields: "id") {
      id: ID!
      name: String @external
      sign(lang: String @fromContext(field: "$space { lang }"), big: Boolean = false): String
        @requires(fields: "name")
    }
    type Guest @key(fields: "id") {
      id: ID!
      age: Int @external
      greeting(lang: String @fromContext(field: "$space { lang }"), from: ID): String @requires(fields: "age")
      plain(lang: String @fromContext(field: "$space { lang }")): String!
    }
  `,
};
