const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@authenticated", "@requiresScopes", "@policy", "@shareable"])`;

export const GUARDED_SDL = {
  city: `${LINK}
    type Query {
      open: String
      mine: String @authenticated
      users: [User]
      letters: [Letter!]
      found: [Found!]
      tree: Tree
    }
    type Mutation { note(text: String): User erase: String @requiresScopes(scopes: [["erase"]]) }
    type Subscription { noted: User noticed: String @authenticated }
    type User @key(fields: "id") {
      id: ID!
      name: String
      mail: String @authenticated
      phone: String @requiresScopes(scopes: [["phone", "read"], ["role:CITY_BUREAU"]])
      file: String @policy(policies: [["files"]])
      number: String! @authenticated
      secret: Secret
      vault: Vault
      friend: User @authenticated
    }
    scalar Secret @authenticated
    type Vault @requiresScopes(scopes: [["vault"]]) { gold: Int }
    interface Letter { id: ID title: String }
    type Open implements Letter { id: ID title: String @requiresScopes(scopes: [["titles"]]) }
    type Sealed implements Letter @authenticated { id: ID title: String seal: String }
    union Found = Open | Sealed
    type Tree { leaf: String @authenticated branch: Tree }
  `,
  health: `${LINK}
    type User @key(fields: "id") { id: ID! age: Int @authenticated weight: Int }
  `,
};

const user = {
  __typename: 'User',
  id: '1',
  name: 'Li',
  mail: 'm',
  phone: 'p',
  file: 'f',
  number: 'n',
  secret: 's',
  vault: { gold: 1 },
  friend: { id: '2', name: 'Wu', mail: 'w' },
  age: 40,
  weight: 60,
};

/** What the subgraphs know; entities are made from their keys alone, so they have no fields. */
export const ROOT_VALUE = {
  open: 'open',
  mine: 'mine',
  users: [user, null, { ...user, id: '2', name: 'Wu' }],
  letters: [
    { __typename: 'Open', id: 'o', title: 'O' },
    { __typename: 'Sealed', id: 's', title: 'S', seal: 'x' },
  ],
  found: [
    { __typename: 'Sealed', id: 's', title: 'S', seal: 'x' },
    { __typename: 'Open', id: 'o', title: 'O' },
  ],
  tree: { leaf: 'l', branch: { leaf: 'm', branch: null } },
  note: user,
  erase: 'erased',
  noted: user,
  noticed: 'seen',
};
