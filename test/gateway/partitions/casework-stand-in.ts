import type { JSONWebKeySet } from 'jose';
import { readSubgraphSdl } from '../../../schema/sdl.ts';
import { createActorVerifier } from '../../../subgraphs/kit/actor/verify-actor.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import type { Running } from '../../../subgraphs/kit/process/run-process.ts';
import type { RequestContext } from '../../../subgraphs/kit/server/context.ts';
import { scalarResolvers } from '../../../subgraphs/kit/server/scalars.ts';
import { createSubgraphServer } from '../../../subgraphs/kit/server/subgraph-server.ts';

/** A casework that has one case for each of the given letters, in their order. */
export function startCaseworkStandIn(
  keys: JSONWebKeySet,
  petitionIds: readonly string[],
): Promise<Running> {
  const petition = (id: string) => ({ __typename: 'DistrictPetition', id });
  const cases = () => ({
    edges: petitionIds.map((id) => ({
      cursor: id,
      node: { id: `case-${id}`, registrationNumber: id, petition: petition(id) },
    })),
  });
  return createSubgraphServer<RequestContext>({
    sdl: readSubgraphSdl('casework'),
    resolvers: {
      ...scalarResolvers,
      Query: { cases },
      Case: { mailboxUnit: (row: { petition: { id: string } }) => unitOf(row.petition.id) },
      Petition: { __resolveType: () => 'DistrictPetition' },
      Unit: { __resolveType: () => 'District' },
      DistrictPetition: { handlingUnits: () => [] },
    },
    createContext: (base) => base,
    verifyActor: createActorVerifier(keys),
    isHealthy: () => Promise.resolve(true),
    log: createLog('casework', 'silent'),
    port: 0,
  });
}

function unitOf(petitionId: string) {
  return { __typename: 'District', id: petitionId.split(':').slice(0, 2).join(':') };
}
