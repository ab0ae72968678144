const LINK = `
  extend schema @link(
    url: "https://specs.apollo.dev/federation/v2.9"
    import: [
      "@key", "@shareable", "@external", "@requires", "@provides", "@interfaceObject", "@override"
      "@authenticated", "@requiresScopes", "@policy"
    ]
  )
`;

/** What not everyone may see: types, fields, keys, and what others are made from. */
export const GUARDED = {
  people: `${LINK}
    type Query {
      people(first: Int = 3): [Person]
      person(id: ID!): Person
      me: Person @authenticated
      rulers: [Person!] @requiresScopes(scopes: [["rule"], ["role:CITY_BUREAU"]])
      anyone: Found
      found: [[Found!]]
      offices: [Office!]!
      nodes: [Node]
    }
    type Mutation {
      rename(id: ID!, name: String): Person
      hire(id: ID!): Receipt!
      dismiss(id: ID!): Receipt @policy(policies: [["dismiss"]])
    }
    type Subscription { moved(id: ID): Person! hired: Office watched: Person @authenticated }
    type Receipt { effect: Int person: Person office: Office! by: Person @authenticated }
    interface Node { id: ID! }
    type Person implements Node @key(fields: "id") {
      id: ID!
      name(lang: String = "zh"): String
      mail: String @authenticated
      phone: String @requiresScopes(scopes: [["phone", "read"], ["role:CITY_BUREAU"]])
      number: String! @authenticated
      wage: Int @requiresScopes(scopes: [["wage"]])
      height: Int!
      friends: [Person!]
      boss: Person @requiresScopes(scopes: [["unit:district:511602"], ["rule"]])
      mood: Mood
      moods: [Mood!]
      secret: Secret
      home: Address
      homes: [[Address]]!
      office: Office
      spouse: Person @shareable @policy(policies: [["family"], ["court"]])
      standing: Int @external
      honour: Int @requires(fields: "standing") @requiresScopes(scopes: [["wage"]])
      oldName: String @authenticated
    }
    enum Mood @authenticated { GOOD BAD }
    scalar Secret @policy(policies: [["secrets"]])
    type Address @requiresScopes(scopes: [["address"]]) {
      street: String
      city: String!
      owner: Person @authenticated
    }
    type Office @key(fields: "id") @key(fields: "code keeper { id }") {
      id: ID!
      code: String! @authenticated
      keeper: Keeper!
      head: Person!
      staff: [Person]
      filed: [Filed!] @external
      summary: String
        @requires(fields: "filed { ... on Letter { title } ... on Memo { text } }")
        @requiresScopes(scopes: [["memos"]])
    }
    union Filed = Letter | Memo
    type Letter @key(fields: "id") { id: ID! title: String @external }
    type Memo { text: String! @external }
    type Keeper @key(fields: "id") @authenticated { id: ID! name: String }
    union Found = Person | Office | Address | Keeper
  `,
  papers: `${LINK}
    type Query { papers: [Paper] paper(id: ID!): Paper letters: [Letter!] latest: Paper! notes: [Note] }
    type Mutation { write(title: String): Paper }
    type Subscription { written: Paper archived: Filed }
    interface Node { id: ID! }
    interface Paper implements Node @key(fields: "id") {
      id: ID!
      title: String
      code: String
      author: Person
      about: Node
      pages: Int
    }
    type Letter implements Paper & Node @key(fields: "id") {
      id: ID!
      title: String
      code: String
      author: Person
      about: Person
      pages: Int!
      reply: Paper
    }
    type Deed implements Paper & Node @key(fields: "id") @authenticated {
      id: ID!
      title: String
      code: String!
      author: Person!
      about: Order
      pages: Int
      seal: String @requiresScopes(scopes: [["seal"]])
    }
    type Order implements Paper & Node @key(fields: "id") {
      id: ID!
      title: String @requiresScopes(scopes: [["titles"]])
      code: String! @policy(policies: [["codes"]])
      author: Person @authenticated
      about: Node
      pages: Int
    }
    interface Note { text: String of: Paper }
    type Memo implements Note { text: String! @requiresScopes(scopes: [["memos"]]) of: Letter }
    type Draft implements Note { text: String of: Deed }
    union Filed = Letter | Deed | Order | Memo
    type Person implements Node @key(fields: "id") {
      id: ID!
      papers(first: Int): [Paper!]
      deeds: [Deed]
      wage: Int @external
      height: Int! @external
      tax: Int @shareable @requires(fields: "wage") @requiresScopes(scopes: [["wage"]])
      level: Int! @requires(fields: "height")
      fee: Int @requires(fields: "height") @authenticated
      home: Address @external
      rent: Int @requires(fields: "home { street city }") @requiresScopes(scopes: [["address"]])
      oldName: String @override(from: "people")
      spouse: Person @shareable
    }
    type Office @key(fields: "code keeper { id }") {
      code: String!
      keeper: Keeper!
      filed: [Filed!]
      archive: Archive
    }
    type Keeper @key(fields: "id") { id: ID! }
    type Address @requiresScopes(scopes: [["address"]]) { street: String @external city: String! @external }
    type Archive @policy(policies: [["archive"]]) { size: Int newest: Paper }
  `,
  ratings: `${LINK}
    type Query { best: Paper marks: [Mark] winners: [Person] @provides(fields: "tax") }
    type Mutation { rate(id: ID!, stars: Int!): Mark! }
    type Paper @key(fields: "id") @interfaceObject {
      id: ID!
      stars(of: Int = 5): Int
      verdict: String @authenticated
      marks: [Mark!] @requiresScopes(scopes: [["marks"]])
      title: String @external
      label: String @requires(fields: "title") @requiresScopes(scopes: [["titles"]])
      author: Person @external
      byline: String @requires(fields: "author { id }")
    }
    type Mark @key(fields: "id") { id: ID! stars: Int! paper: Paper by: Person @authenticated }
    type Person @key(fields: "id") {
      id: ID!
      marks: [Mark]
      rank: Int! @policy(policies: [["ranks"]])
      level: Int! @external
      standing: Int @requires(fields: "level")
      tax: Int @external
      bonus: Int @requires(fields: "tax") @requiresScopes(scopes: [["wage"]])
    }
    type Office @key(fields: "id") {
      id: ID!
      rating: Float
      badge: Badge
      badges: [[Badge!]]
    }
    type Keeper @key(fields: "id") { id: ID! trust: Int! }
    enum Badge @requiresScopes(scopes: [["badges"]]) { STAR NONE }
  `,
};
