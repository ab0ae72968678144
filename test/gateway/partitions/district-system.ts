import { GraphQLError } from 'graphql';
import type { JSONWebKeySet } from 'jose';
import { partitionAudience, type Actor } from '../../../schema/contract/actor.ts';
import { readDistrictContractSdl } from '../../../schema/sdl.ts';
import { createActorVerifier } from '../../../subgraphs/kit/actor/verify-actor.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import type { RequestContext } from '../../../subgraphs/kit/server/context.ts';
import { scalarResolvers } from '../../../subgraphs/kit/server/scalars.ts';
import { createSubgraphServer } from '../../../subgraphs/kit/server/subgraph-server.ts';
import { ownPort } from '../../support/own-port.ts';

/** A district's own system in small: the contract over HTTP and WebSocket, letters in memory. */
export interface DistrictSystem extends AsyncDisposable {
  url: string;
  /** What it was asked, in order. */
  calls: { field: string; actor: Actor }[];
  letters: Map<string, Letter>;
  stop: () => Promise<void>;
  /** At the same address. */
  restart: () => Promise<void>;
}

interface Letter {
  id: string;
  title: string;
}

interface DistrictSystemOptions {
  keys: JSONWebKeySet;
  code: string;
  /** SDL and resolvers besides the contract's. */
  more?: { sdl: string; resolvers: object };
}

const CONTRACT = readDistrictContractSdl();
const SUBMITTED_AT = new Date('2026-03-02T01:00:00Z');

export async function startDistrictSystem(options: DistrictSystemOptions): Promise<DistrictSystem> {
  const { code } = options;
  const calls: DistrictSystem['calls'] = [];
  const letters = new Map<string, Letter>();
  const open = (port: number) =>
    createSubgraphServer<RequestContext>({
      sdl: `${CONTRACT}\n${options.more?.sdl ?? ''}`,
      resolvers: {
        ...scalarResolvers,
        ...createResolvers(code, letters, (field, { actor }) => calls.push({ field, actor })),
        ...options.more?.resolvers,
      },
      createContext: (base) => base,
      verifyActor: createActorVerifier(options.keys, partitionAudience(code)),
      isHealthy: () => Promise.resolve(true),
      log: createLog('district', 'silent'),
      port,
    });
  const port = await ownPort();
  let running = await open(port);
  let isUp = true;
  const stop = async (): Promise<void> => {
    if (!isUp) return;
    isUp = false;
    await running[Symbol.asyncDispose]();
  };
  return {
    url: `http://127.0.0.1:${String(port)}/graphql`,
    calls,
    letters,
    stop,
    restart: async () => {
      running = await open(port);
      isUp = true;
    },
    [Symbol.asyncDispose]: stop,
  };
}

type Note = (field: string, context: RequestContext) => void;

function createResolvers(code: string, letters: Map<string, Letter>, note: Note) {
  const find = (id: string): Letter | null => {
    if (id.endsWith(':broken')) throw new GraphQLError('broken', forbidden);
    return letters.get(id) ?? (id.startsWith(`district:${code}:`) ? letterOf(id) : null);
  };
  return {
    Query: {
      districtPetition: (_: unknown, { id }: { id: string }, context: RequestContext) => {
        note('districtPetition', context);
        return find(id);
      },
      myDistrictPetitions: (_: unknown, __: unknown, context: RequestContext) => {
        note('myDistrictPetitions', context);
        return {
          edges: [],
          pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: code },
        };
      },
    },
    Mutation: {
      submitDistrictPetition: (
        _: unknown,
        { letter }: { letter: { title: string } },
        context: RequestContext,
      ) => {
        note('submitDistrictPetition', context);
        const petition = { id: `district:${code}:${String(letters.size)}`, title: letter.title };
        letters.set(petition.id, petition);
        return { petition, queryCode: `code-${code}`, submittedAt: SUBMITTED_AT };
      },
    },
    Petition: { __resolveType: () => 'DistrictPetition' },
    Unit: { __resolveType: () => 'District' },
    District: {
      code: () => code,
      name: () => `district ${code}`,
      validFrom: () => '2000-01-01',
    },
    DistrictPetition: {
      // thrown at once an error would fail the whole list
      __resolveReference: ({ id }: { id: string }, context: RequestContext) => {
        note('_entities', context);
        return Promise.resolve().then(() => find(id));
      },
      channel: () => 'ONLINE',
      type: () => 'HELP',
      content: ({ title }: Letter) => title,
      petitioner: () => ({ kind: 'PERSON', name: `writer ${code}`, isMasked: false }),
      signatoryCount: () => 1,
      submittedAt: () => SUBMITTED_AT,
      district: () => ({ id: `district:${code}` }),
    },
  };
}

const forbidden = { extensions: { code: 'FORBIDDEN' } };

function letterOf(id: string): Letter {
  return { id, title: `letter ${id}` };
}
