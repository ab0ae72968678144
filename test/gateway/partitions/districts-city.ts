import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FormattedExecutionResult } from 'graphql';
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from 'jose';
import { createGateway } from '../../../gateway/gateway.ts';
import { createDistricts } from '../../../subgraphs/districts/subgraph.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import type { Running } from '../../../subgraphs/kit/process/run-process.ts';
import { loadProfile } from '../../../subgraphs/kit/profile/load-profile.ts';
import { systemClock } from '../../../subgraphs/kit/time/clock.ts';
import { createTestKeys } from '../../subgraphs/kit/mailbox/test-keys.ts';
import { createTestDatabase } from '../../support/database.ts';
import { startTestIssuer, TEST_AUDIENCE, type TestIssuer } from '../support/test-issuer.ts';
import { deliveryWith, limitsWith, TEST_TRAFFIC, topicsWith } from '../support/test-settings.ts';
import { startCaseworkStandIn } from './casework-stand-in.ts';
import { startDistrictSystem, type DistrictSystem } from './district-system.ts';
import { ownPort } from '../../support/own-port.ts';

export type Result = FormattedExecutionResult<Partial<CityData>>;

/** What the tests ask for. */
interface CityData {
  cases: { edges: { node: CaseView }[] };
  districtPetition: { title: string | null } | null;
  submitDistrictPetition: {
    queryCode: string;
    petition: { id: string; title: string; district: { name: string } };
  };
}

export interface CaseView {
  mailboxUnit?: { name: string };
  petition: { id?: string; title: string | null } | null;
}

type Role = 'CITIZEN' | 'CITY_BUREAU';
export type Ask = (role: Role, query: string, variables?: object) => Promise<Result>;

type OpenedGateway = Ask & AsyncDisposable & { url: string };

/** Every district of the profile. */
export const CODES = ['511602', '511603', '511621', '511622', '511623', '511681'];
const NOWHERE = 'http://127.0.0.1:1/graphql';
const PROFILE = new URL('../../../subgraphs/profiles/guangan', import.meta.url).pathname;
const SUPERGRAPH = new URL('../../../schema/supergraph.graphql', import.meta.url).pathname;

/** The gateway before the city's own districts subgraph with its registry, and district systems. */
export interface DistrictsCity extends AsyncDisposable {
  ask: Ask;
  /** What the gateway tells of the systems that have joined. */
  systemStates: () => Promise<{ districts: string[]; host: string; state: string }[]>;
  /** What the gateways keep of the registry for their next start, as text. */
  keptState: () => Promise<string>;
  /** A second gateway, which starts now and has what the first one kept. */
  openGateway: () => Promise<OpenedGateway>;
  startSystem: (code: string) => Promise<DistrictSystem>;
  stopHosted: () => Promise<void>;
  restartHosted: () => Promise<void>;
}

/** @param petitionIds letters that casework has a case of */
export async function openCity(petitionIds: readonly string[] = []): Promise<DistrictsCity> {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await createTestDatabase());
  const issuer = resources.use(await startTestIssuer());
  const folder = await mkdtemp(join(tmpdir(), 'partitions-'));
  resources.defer(() => rm(folder, { recursive: true }));
  const statePath = join(folder, 'districts.json');
  const gatewayKey = await createKey('gateway');
  const mailboxKey = await createKey('mailbox:district');
  const keys: JSONWebKeySet = { keys: [gatewayKey, mailboxKey].map(publicPart) };
  const profile = await loadProfile(PROFILE);
  const startHosted = (port: number): Promise<Running> =>
    createDistricts({
      databaseUrl: database.url,
      profile,
      actorKeys: keys,
      signingKey: mailboxKey,
      caseworkUrl: NOWHERE,
      personalDataKeys: createTestKeys('one'),
      clock: systemClock,
      log: createLog('districts', 'silent'),
      port,
    });
  const hostedPort = await ownPort();
  let hosted = await startHosted(hostedPort);
  resources.defer(() => hosted[Symbol.asyncDispose]());
  const casework = resources.use(await startCaseworkStandIn(keys, petitionIds));
  const urls = {
    mayor: NOWHERE,
    departments: NOWHERE,
    national: NOWHERE,
    casework: `${casework.url}/graphql`,
    districts: `http://127.0.0.1:${String(hostedPort)}/graphql`,
  };
  const openGateway = async (): Promise<OpenedGateway> => {
    const gateway = await createGateway({
      config: {
        host: '127.0.0.1',
        port: 0,
        logLevel: 'silent',
        graphqlPath: '/graphql',
        supergraph: { kind: 'composed', path: SUPERGRAPH, urls },
        traffic: TEST_TRAFFIC,
        partitions: { pollMs: 20, statePath },
        limits: limitsWith(),
        delivery: deliveryWith(),
        topics: topicsWith(),
        forwardedHeaders: [],
        corsOrigins: [],
        sharing: { shareFetches: true, shareQueries: true },
        identity: {
          issuer: issuer.url,
          audience: TEST_AUDIENCE,
          jwksUrl: null,
          roleClaim: 'petition_role',
          unitClaim: 'petition_unit',
        },
        actorSigningKey: gatewayKey,
        isGraphiqlOn: false,
        devIssuerUrl: null,
      },
      log: createLog('gateway', 'silent'),
    });
    return Object.assign(createAsk(gateway.url, issuer), gateway);
  };
  const ask = resources.use(await openGateway());
  const held = resources.move();
  return {
    ask,
    systemStates: async () => {
      const health = (await (await fetch(`${ask.url}/health`)).json()) as {
        districtSystems: { districts: string[]; host: string; state: string }[];
      };
      return health.districtSystems;
    },
    keptState: () => readFile(statePath, 'utf8'),
    openGateway,
    startSystem: async (code) => held.use(await startDistrictSystem({ code, keys })),
    stopHosted: async () => hosted[Symbol.asyncDispose](),
    restartHosted: async () => {
      hosted = await startHosted(hostedPort);
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

function createAsk(url: string, issuer: TestIssuer): Ask {
  return async (role, query, variables = {}) => {
    const token = await issuer.sign({ sub: `${role}-1`, petition_role: role });
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Result;
  };
}

async function createKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'EdDSA' };
}

function publicPart({ d: _secret, ...key }: JWK): JWK {
  return key;
}
