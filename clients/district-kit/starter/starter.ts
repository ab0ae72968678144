import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { JSONWebKeySet, JWK } from 'jose';
import { readDistrictContractSdl } from '../../../schema/sdl.ts';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import type { Running } from '../../../subgraphs/kit/process/run-process.ts';
import { createReadActor } from './actor.ts';
import { followAssignments } from './assignment-pick-up.ts';
import { createHttpServer, listen } from './http.ts';
import { openMailbox } from './mailbox.ts';
import { createRegistrationRelay } from './registration-relay.ts';
import { createResolvers, type District } from './resolvers.ts';

interface StarterDeps {
  district: District;
  dataFile: string;
  /** Public keys of the city's gateways. */
  actorKeys: JSONWebKeySet;
  signingKey: JWK;
  caseworkUrl: string;
  /** Null: no assignments are picked up. */
  city: { url: string; tokenFile: string } | null;
  log: Logger;
  host: string;
  /** 0 lets the system choose. */
  port: number;
}

/** A district's own system, complete and small: take it as it is, or as a model in another language. */
export async function createStarter(deps: StarterDeps): Promise<Running> {
  const { log } = deps;
  const district = `district:${deps.district.code}`;
  await using resources = new AsyncDisposableStack();
  let wake = (): void => undefined;
  const mailbox = resources.use(
    await openMailbox({ district, file: deps.dataFile, onLetter: () => wake() }),
  );
  const { caseworkUrl, signingKey } = deps;
  const relay = resources.use(
    await createRegistrationRelay({ district, caseworkUrl, signingKey, ...mailbox, log }),
  );
  wake = relay.wake;
  if (deps.city) {
    const { url: cityUrl, tokenFile } = deps.city;
    resources.use(followAssignments({ district, cityUrl, tokenFile, ...mailbox, log }));
  }
  const schema = buildSubgraphSchema([
    {
      typeDefs: parse(readDistrictContractSdl()),
      resolvers: createResolvers(deps.district, mailbox),
    },
  ]);
  const readActor = createReadActor(deps.actorKeys, deps.district.code);
  const server = createHttpServer({ schema, readActor, log });
  const url = await listen(server, deps.port, deps.host);
  resources.defer(async () => {
    const closed = Promise.withResolvers<undefined>();
    server.close(() => closed.resolve(undefined));
    server.closeIdleConnections();
    await closed.promise;
  });
  const held = resources.move();
  return { url, [Symbol.asyncDispose]: () => held.disposeAsync() };
}
