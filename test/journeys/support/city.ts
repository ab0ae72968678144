import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JSONWebKeySet, JWK } from 'jose';
import { readOrCreateSecrets } from '../../../subgraphs/stack/secrets.ts';
import { PETITION_SERVICES } from '../../../subgraphs/stack/services.ts';
import { createStack, type Stack } from '../../../subgraphs/stack/stack.ts';
import { createTestDatabase } from '../../support/database.ts';
import { createCaller, type Caller } from './caller.ts';
import { openSubscription, type Listener } from './listener.ts';

/** A whole city of real processes on a database of its own. */
export interface City extends AsyncDisposable {
  stack: Stack;
  /** Public keys of all who may say who is asking. */
  actorKeys: JSONWebKeySet;
  /** Speaks to the gateway as a persona of the profile, or as nobody. */
  as(persona: string | null): Promise<Caller>;
  /** Subscribes as a persona; events are kept until asked for. */
  listen(persona: string, query: string, variables?: Record<string, unknown>): Promise<Listener>;
  token(persona: string): Promise<string>;
  databaseUrl: string;
  /** Where the logs of all processes are, in `logs`. */
  dataDir: string;
}

/**
 * @param extraEnv further variables for every process
 * @param districtKeys public keys of districts with a system of their own
 */
export async function startCity(
  extraEnv: Record<string, string> = {},
  districtKeys: readonly JWK[] = [],
): Promise<City> {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await createTestDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), 'city-'));
  resources.defer(() => rm(dataDir, { recursive: true, force: true }));
  const secrets = await readOrCreateSecrets(dataDir);
  const actorKeys = { keys: [...secrets.actorKeys.keys, ...districtKeys] };
  const stack = resources.use(
    await createStack({
      services: PETITION_SERVICES,
      dataDir,
      profileDir: 'subgraphs/profiles/guangan',
      ports: 'ephemeral',
      databaseUrl: database.url,
      isRestarted: false,
      logLevel: 'info',
      extraEnv: {
        OVERDUE_SWEEP_MS: '500',
        ACTOR_JWKS: JSON.stringify(actorKeys),
        ...extraEnv,
      },
    }),
  );
  const held = resources.move();
  const gateway = `${stack.url('gateway')}/graphql`;
  const token = (persona: string): Promise<string> => fetchToken(stack.url('dev-issuer'), persona);
  return {
    stack,
    actorKeys,
    token,
    databaseUrl: database.url,
    dataDir,
    as: async (persona) => createCaller(gateway, persona === null ? null : await token(persona)),
    listen: async (persona, query, variables = {}) =>
      openSubscription(gateway, await token(persona), { query, variables }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function fetchToken(issuer: string, persona: string): Promise<string> {
  const response = await fetch(`${issuer}/token?persona=${persona}`);
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}
