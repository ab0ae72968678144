import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { JSONWebKeySet } from 'jose';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { createActorVerifier } from '../../../../subgraphs/kit/actor/verify-actor.ts';
import { listen } from '../../../../subgraphs/kit/http/listen.ts';
import type { Registration } from '../../../../subgraphs/kit/mailbox/registration.ts';
import { createTally } from '../outbox/outbox-world.ts';

/** What casework heard, in order; `cases` are its effects: one per petition id. */
export interface CaseworkMemory {
  calls: ReturnType<typeof createTally<{ actor: Actor; petition: Registration }>>;
  cases: Map<string, Registration>;
}

export function createCaseworkMemory(): CaseworkMemory {
  return { calls: createTally(), cases: new Map() };
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
      const body = JSON.parse(await text(request)) as { variables: { petition: Registration } };
      const { petition } = body.variables;
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
  const url = await listen(server, deps.port ?? 0);
  return {
    url: `${url}/graphql`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
