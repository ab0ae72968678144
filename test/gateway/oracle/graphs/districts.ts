import {
  readDistrictContractSdl,
  readSubgraphSdl,
  SUBGRAPH_NAMES,
} from '../../../../schema/sdl.ts';

/** The city subscribes to no letters of districts, but the gateway can route that too. */
const SUBSCRIPTIONS = `
  type Subscription {
    districtPetitionChanged(district: ID!): DistrictPetition @routedBy(argument: "district")
    districtMessageAdded(petition: ID!): DistrictPetitionEdge @routedBy(argument: "petition")
  }
`;

/** Many letters at once, of all districts and beside others. */
const LETTERS = `
  extend type Query {
    recentLetters(first: Int): [DistrictPetition]
    letterRows: [[DistrictPetition!]!]
    mail: [Mail!]!
  }
  union Mail = DistrictPetition | MayorPetition | Case
  extend type DistrictPetition { similar: [DistrictPetition!] answers: DistrictPetition }
`;

/** The city's own schema, with more that leads to what is routed by value, and events of it. */
export const DISTRICTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(SUBGRAPH_NAMES.map((name) => [name, readSubgraphSdl(name)])),
  casework: `${readSubgraphSdl('casework')}\n${LETTERS}`,
  districts: `${readSubgraphSdl('districts')}\n${SUBSCRIPTIONS}`,
};

/** What the system of a district serves. */
export const DISTRICT_CONTRACT = `${readDistrictContractSdl()}\n${SUBSCRIPTIONS}`;
