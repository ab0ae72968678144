import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { JSONWebKeySet } from 'jose';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { createActorVerifier } from '../../../../subgraphs/kit/actor/verify-actor.ts';
import { listen } from '../../../../subgraphs/kit/http/listen.ts';
import type { Registration } from '../../../../subgraphs/kit/mailbox/registration.ts';
import { createTally } from '../outbox/outbox-world.ts';
import { ownPort } from '../../../support/own-port.ts';

/** What casework heard, in order; `cases` are its effects: one per petition id. */
export interface CaseworkMemory {
  calls: ReturnType<typeof createTally<{ actor: Actor; petition: Registration }>>;
  cases: Map<string, Registration>;
  /** What it was told of letters in question. */
  moderations: ReturnType<typeof createTally<Record<string, unknown>>>;
  /** What it was told of messages. */
  notes: ReturnType<typeof createTally<Record<string, unknown>>>;
  /** Whom it names as handling each letter. */
  handlingUnits: Map<string, string[]>;
  /** What it was told of public versions. */
  publicVersions: ReturnType<typeof createTally<Record<string, unknown>>>;
  /** What it was told of notices. */
  reports: ReturnType<typeof createTally<Record<string, unknown>>>;
}

export function createCaseworkMemory(): CaseworkMemory {
  return {
    calls: createTally(),
    cases: new Map(),
    moderations: createTally(),
    notes: createTally(),
    handlingUnits: new Map(),
    publicVersions: createTally(),
    reports: createTally(),
  };
}

interface Heard {
  petition: Registration;
  moderation?: Record<string, unknown>;
  version?: Record<string, unknown>;
  note?: Record<string, unknown>;
  of?: { id: string }[];
}

interface Asked {
  query: string;
  variables: Heard;
}

interface StandInDeps {
  keys: JSONWebKeySet;
  memory: CaseworkMemory;
  /** Where it stood before. */
  port?: number;
  /** Code by which it refuses everything. */
  refuseWith?: string;
}

/** The one door of casework over real HTTP, for tests in which casework comes, goes and refuses. */
export async function startCaseworkStandIn(
  deps: StandInDeps,
): Promise<{ url: string } & AsyncDisposable> {
  const verify = createActorVerifier(deps.keys);
  const server = createServer((request, response) => {
    const answer = async (): Promise<object> => {
      const actor = await verify(request.headers.authorization);
      const { query, variables } = JSON.parse(await text(request)) as Asked;
      if (query.includes('noticesDue'))
        return { data: { noticesDue: { cursor: 'here', hasMore: false, notices: [] } } };
      if (query.includes('reportNotice')) {
        deps.memory.reports.add({ ...variables });
        return { data: { reportNotice: { isRecorded: true } } };
      }
      if (variables.moderation) {
        deps.memory.moderations.add(variables.moderation);
        return { data: { recordModeration: { revision: 1 } } };
      }
      if (variables.note) {
        deps.memory.notes.add(variables.note);
        return { data: { noteMessage: { isNoted: true } } };
      }
      if (variables.of) {
        const unitsOf = ({ id }: { id: string }) => deps.memory.handlingUnits.get(id) ?? null;
        return { data: { _entities: variables.of.map((of) => ({ handlingUnits: unitsOf(of) })) } };
      }
      if (variables.version) {
        deps.memory.publicVersions.add(variables.version);
        return { data: { recordPublicVersion: { isRecorded: true } } };
      }
      const { petition } = variables;
      deps.memory.calls.add({ actor, petition });
      if (deps.refuseWith) return { errors: [{ extensions: { code: deps.refuseWith } }] };
      const wasAlreadyRegistered = deps.memory.cases.has(petition.petitionId);
      if (!wasAlreadyRegistered) deps.memory.cases.set(petition.petitionId, petition);
      return { data: { registerPetition: { wasAlreadyRegistered } } };
    };
    answer().then(
      (result) => response.end(JSON.stringify(result)),
      () => response.writeHead(500).end(),
    );
  });
  const url = await listen(server, deps.port ?? (await ownPort()));
  return {
    url: `${url}/graphql`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
