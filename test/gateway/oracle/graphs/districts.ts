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

/** The city's own schema, with events of the subgraph that is routed by value. */
export const DISTRICTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(SUBGRAPH_NAMES.map((name) => [name, readSubgraphSdl(name)])),
  districts: `${readSubgraphSdl('districts')}\n${SUBSCRIPTIONS}`,
};

/** What the system of a district serves. */
export const DISTRICT_CONTRACT = `${readDistrictContractSdl()}\n${SUBSCRIPTIONS}`;
