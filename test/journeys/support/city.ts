import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { JSONWebKeySet, JWK } from 'jose';
import { readOrCreateSecrets, type Secrets } from '../../../subgraphs/stack/secrets.ts';
import { PETITION_SERVICES } from '../../../subgraphs/stack/services.ts';
import { createStack, type Stack } from '../../../subgraphs/stack/stack.ts';
import { createTestDatabase } from '../../support/database.ts';
import { ownPorts } from '../../support/own-port.ts';
import { createCaller, type Caller } from './caller.ts';
import { openSubscription, type Listener } from './listener.ts';
import { startServicesHere, type StackHere } from './services-here.ts';

/** A whole city on a database of its own. */
export interface CityHere extends AsyncDisposable {
  stack: StackHere;
  /** Public keys of all who may say who is asking. */
  actorKeys: JSONWebKeySet;
  /** Speaks to the gateway as a persona of the profile, or as nobody. */
  as(persona: string | null): Promise<Caller>;
  /** Subscribes as a persona; events are kept until asked for. */
  listen(persona: string, query: string, variables?: Record<string, unknown>): Promise<Listener>;
  token(persona: string): Promise<string>;
  databaseUrl: string;
}

/** A city of real processes, which can be ended. */
export interface City extends CityHere {
  stack: Stack;
  /** Where the logs of all processes are, in `logs`. */
  dataDir: string;
}

const PROFILE = 'subgraphs/profiles/guangan';
/** A busy machine is no reason to give up an answer, to count slow work, nor is asking by a code until there is one. */
const SETTINGS = {
  OVERDUE_SWEEP_MS: '500',
  SUBGRAPH_TIMEOUT_MS: '60000',
  RATE_QUERY_CODE: 'off',
  RATE_WORK: 'off',
};

/**
 * @param extraEnv further variables for every process
 * @param districtKeys public keys of districts with a system of their own
 */
export async function startCity(
  extraEnv: Record<string, string> = {},
  districtKeys: readonly JWK[] = [],
): Promise<City> {
  await using resources = new AsyncDisposableStack();
  const { dataDir, databaseUrl, actorKeys } = await openGround(resources, districtKeys);
  const stack = resources.use(
    await createStack({
      services: PETITION_SERVICES,
      dataDir,
      profileDir: PROFILE,
      ports: await ownPorts(PETITION_SERVICES.flat().map(({ name }) => name)),
      databaseUrl,
      isRestarted: false,
      logLevel: 'info',
      extraEnv: { ...SETTINGS, ACTOR_JWKS: JSON.stringify(actorKeys), ...extraEnv },
    }),
  );
  return { ...toCity(stack, actorKeys, resources.move()), stack, dataDir };
}

/**
 * The same city without processes, for journeys that end none and read no log: it starts in a tenth
 * of the time.
 * @param extraEnv further settings for every service
 * @param districtKeys public keys of districts with a system of their own
 * @param processes services that the journey kills: these are processes
 */
export async function startCityHere(
  extraEnv: Record<string, string> = {},
  districtKeys: readonly JWK[] = [],
  processes: readonly string[] = [],
): Promise<CityHere> {
  await using resources = new AsyncDisposableStack();
  const { secrets, dataDir, databaseUrl, actorKeys } = await openGround(resources, districtKeys);
  const stack = await startServicesHere(resources, {
    context: { databaseUrl, profileDir: resolve(PROFILE), secrets },
    extraEnv: { ...SETTINGS, ACTOR_JWKS: JSON.stringify(actorKeys), ...extraEnv },
    processes,
    dataDir,
  });
  return toCity(stack, actorKeys, resources.move());
}

interface Ground {
  dataDir: string;
  databaseUrl: string;
  secrets: Secrets;
  actorKeys: JSONWebKeySet;
}

async function openGround(
  resources: AsyncDisposableStack,
  districtKeys: readonly JWK[],
): Promise<Ground> {
  const database = resources.use(await createTestDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), 'city-'));
  resources.defer(() => rm(dataDir, { recursive: true, force: true }));
  const secrets = await readOrCreateSecrets(dataDir);
  const actorKeys = { keys: [...secrets.actorKeys.keys, ...districtKeys] };
  return { dataDir, databaseUrl: database.url, secrets, actorKeys };
}

function toCity(
  stack: CityHere['stack'],
  actorKeys: JSONWebKeySet,
  held: AsyncDisposable,
): CityHere {
  const gateway = `${stack.url('gateway')}/graphql`;
  const token = (persona: string): Promise<string> => fetchToken(stack.url('dev-issuer'), persona);
  return {
    stack,
    actorKeys,
    token,
    databaseUrl: stack.databaseUrl,
    as: async (persona) => createCaller(gateway, persona === null ? null : await token(persona)),
    listen: async (persona, query, variables = {}) =>
      openSubscription(gateway, await token(persona), { query, variables }),
    [Symbol.asyncDispose]: () => held[Symbol.asyncDispose](),
  };
}

async function fetchToken(issuer: string, persona: string): Promise<string> {
  const response = await fetch(`${issuer}/token?persona=${persona}`);
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}
