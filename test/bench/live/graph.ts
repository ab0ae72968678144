import type { StubSubgraph } from '../stubs/stub-subgraph.ts';

/** Dialect of federation that every contender reads, Mercurius included. */
export const EVENTS_SDL = `
  type Query { lastCursor: String }
  type Subscription { assignmentIssued(after: String): AssignmentIssued }
  type AssignmentIssued { cursor: String! at: String! assignment: Assignment! }
  type Assignment { id: ID! instruction: String unit: Unit petition: Petition }
  extend type Unit @key(fields: "id") { id: ID! @external }
  extend type Petition @key(fields: "id") { id: ID! @external }
`;

const UNITS_SDL = `
  type Query { unit(id: ID!): Unit }
  type Unit @key(fields: "id") { id: ID! name: String }
`;

const LETTERS_SDL = `
  type Query { petition(id: ID!): Petition }
  type Petition @key(fields: "id") { id: ID! title: String content: String }
`;

const SENTENCE = 'The lamp at the gate has been dark for a month; please have it mended soon. ';

/** The two subgraphs that each event is joined with. */
export const JOINED_SUBGRAPHS: Record<'units' | 'letters', StubSubgraph> = {
  units: {
    sdl: UNITS_SDL,
    roots: { unit: ({ id }) => unitOf(String(id)) },
    entities: { Unit: ({ id }) => unitOf(String(id)) },
  },
  letters: {
    sdl: LETTERS_SDL,
    roots: { petition: ({ id }) => petitionOf(String(id)) },
    entities: { Petition: ({ id }) => petitionOf(String(id)) },
  },
};

/** One fetch for the unit and one for the letter, at the same time. */
export const WATCH_QUERY = `subscription ($after: String) {
  assignmentIssued(after: $after) {
    cursor at
    assignment { id instruction unit { name } petition { title content } }
  }
}`;

function unitOf(id: string) {
  return { __typename: 'Unit', id, name: `Unit ${id}` };
}

function petitionOf(id: string) {
  return { __typename: 'Petition', id, title: `Letter ${id}`, content: SENTENCE.repeat(3) };
}
