import { LINK } from './link.ts';

/**
 * Interfaces with entities behind them, @interfaceObject, unions that not everyone knows whole, and
 * objects of which some never lack what others may.
 */
export const MEDIA = {
  library: `${LINK}
    type Query {
      media(first: Int): [Media]!
      medium(id: ID!): Media
      books: [Book!]
      search(text: String): [Found]
      node(id: ID!): Node
      featured: [Featured]
    }
    type Mutation { lend(id: ID!): Media borrow(id: ID!, by: ID): Found }
    type Subscription { lent: Media! found(text: String): Found }
    interface Node { id: ID! }
    interface Media implements Node @key(fields: "id") { id: ID! title: String! maker: Person }
    type Book implements Media & Node @key(fields: "id") {
      id: ID!
      title: String!
      maker: Person!
      pages: Int
      sequel: Book
      state: State
    }
    type Movie implements Media & Node @key(fields: "id") {
      id: ID!
      title: String!
      maker: Person
      minutes: Int!
      state: State!
    }
    type Song implements Media & Node @key(fields: "id") { id: ID! title: String! maker: Person }
    type Person implements Node @key(fields: "id") { id: ID! made: [Media!]! }
    union Found = Book | Movie | Person
    interface Featured { note: String media: Media alike: [Featured!] }
    type Pick implements Featured { note: String media: Media alike: [Featured!]! by: Person }
    type Chart implements Featured { note: String! media: Media! alike: [Featured!] rank: Int }
    enum State { IN OUT }
  `,
  ratings: `${LINK}
    type Query { best: Media worst: [Media!] rated: [Rating] }
    type Mutation { rate(id: ID!, stars: Int!): Rating }
    type Subscription { ratedMedia: Media }
    type Media @key(fields: "id") @interfaceObject {
      id: ID!
      stars(of: Int = 5): Int
      ratings: [Rating!]!
      title: String! @external
      label: String @requires(fields: "title")
      alike: Media
    }
    type Rating @key(fields: "id") { id: ID! media: Media by: Person! stars: Int! state: State }
    type Person @key(fields: "id") { id: ID! ratings: [Rating] }
    enum State { IN LOST }
  `,
  people: `${LINK}
    type Query { people: [Person] anyone: Found things: [Thing!]! }
    type Person @key(fields: "id") { id: ID! name: String! idol: Person friends: [Person] loves: Found }
    union Found = Person | Movie
    type Movie @key(fields: "id") { id: ID! cast: [Person!] budget: Float }
    type Song @key(fields: "id") { id: ID! singer: Person! lyrics: String }
    union Thing = Person | Movie | Song
  `,
};
