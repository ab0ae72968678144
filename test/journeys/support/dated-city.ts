import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from 'jose';
import { createGateway } from '../../../gateway/gateway.ts';
import { ACTOR_TOKEN, type Actor } from '../../../schema/contract/actor.ts';
import { createCasework } from '../../../subgraphs/casework/subgraph.ts';
import { createDepartments } from '../../../subgraphs/departments/subgraph.ts';
import { createDistricts } from '../../../subgraphs/districts/subgraph.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { createActorSigner } from '../../../subgraphs/kit/process/actor-signer.ts';
import type { Running } from '../../../subgraphs/kit/process/run-process.ts';
import { loadProfile } from '../../../subgraphs/kit/profile/load-profile.ts';
import { profileFolder } from '../../../subgraphs/kit/profile/profile-folder.ts';
import type { Profile } from '../../../subgraphs/kit/profile/profile.ts';
import type { Clock } from '../../../subgraphs/kit/time/clock.ts';
import { createMayor } from '../../../subgraphs/mayor/subgraph.ts';
import {
  NO_CHANNELS,
  type ChannelSettings,
} from '../../../subgraphs/kit/mailbox/channels/channel-settings.ts';
import type { RunningMailbox } from '../../../subgraphs/kit/mailbox/create-mailbox.ts';
import type { PeerSettings } from '../../../subgraphs/national/interconnect/peer-settings.ts';
import { createNational } from '../../../subgraphs/national/subgraph.ts';
import {
  startTestIssuer,
  TEST_AUDIENCE,
  type TestIssuer,
} from '../../gateway/support/test-issuer.ts';
import {
  deliveryWith,
  limitsWith,
  TEST_TRAFFIC,
  topicsWith,
} from '../../gateway/support/test-settings.ts';
import { createTestKeys } from '../../subgraphs/kit/mailbox/test-keys.ts';
import { createTestDatabase } from '../../support/database.ts';
import { createCaller } from './caller.ts';
import { openSubscription, type Listener } from './listener.ts';
import { createOfficer, type Officer } from './officer.ts';

/** A city of a profile on a day of the past: all subgraphs behind the gateway, over HTTP, on one clock. */
export interface DatedCity extends AsyncDisposable {
  profile: Profile;
  /** Public keys of the gateway and the mailboxes, for a district's own system. */
  keys: JSONWebKeySet;
  /** Where letters to the mayor come in by mail and text message. */
  doors: Pick<RunningMailbox, 'smtpPort' | 'webhookUrl'>;
  /** Sets the clock of all subgraphs, in Shanghai: 2014-01-24 09:00. */
  setClock: (shanghaiTime: string) => void;
  /** Speaks to the gateway as a persona of the profile, or as nobody. */
  as: (persona: string | null) => Promise<Officer>;
  /** Speaks to the gateway as anybody the issuer vouches for. */
  asActor: (actor: Actor) => Promise<Officer>;
  /** GraphQL endpoints of the subgraphs, by name. */
  urls: Readonly<Record<string, string>>;
  /** Asks a subgraph directly, past the gateway, with the gateway's own signature. */
  askSubgraph: (
    name: string,
    actor: Actor,
    query: string,
    variables: Record<string, unknown>,
  ) => Promise<any>;
  /** Subscribes as a persona; events are kept until asked for. */
  listen: (persona: string, query: string) => Promise<Listener>;
}

const SUPERGRAPH = new URL('../../../schema/supergraph.graphql', import.meta.url).pathname;
const SWEEP_MS = 100;

/**
 * @param channels by mailbox: its ways to petitioners besides the portal
 * @param peers where the other provinces' systems are
 */
export async function openDatedCity(
  name: string,
  shanghaiTime: string,
  channels: MailboxChannels = {},
  peers?: PeerSettings,
): Promise<DatedCity> {
  await using resources = new AsyncDisposableStack();
  const profile = await loadProfile(profileFolder(name));
  const clock = standingClock(shanghaiTime);
  const issuer = resources.use(await startTestIssuer());
  const gatewayKey = await createKey(ACTOR_TOKEN.gatewayKeyId);
  const { urls, keys, mayor } = await startSubgraphs(resources, {
    ...{ profile, clock, gatewayKey, channels, peers },
  });
  const folder = await mkdtemp(join(tmpdir(), 'dated-city-'));
  resources.defer(() => rm(folder, { recursive: true }));
  const gateway = resources.use(
    await startGateway({ urls, gatewayKey, issuer, statePath: join(folder, 'districts.json') }),
  );
  const url = `${gateway.url}/graphql`;
  const signActor = await createActorSigner(gatewayKey);
  const tokenOf = (persona: string): Promise<string> => sign(issuer, profile, persona);
  const held = resources.move();
  return {
    profile,
    keys,
    urls,
    doors: mayor,
    setClock: clock.set,
    as: async (persona) => createOfficer(url, persona === null ? null : await tokenOf(persona)),
    asActor: async (actor) => createOfficer(url, await vouchFor(issuer, actor)),
    askSubgraph: async (subgraph, actor, query, variables) => {
      const caller = createCaller(urls[subgraph] ?? '', await signActor(actor));
      return caller.send(query, variables);
    },
    listen: async (persona, query) =>
      openSubscription(url, await tokenOf(persona), { query, variables: {} }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

interface Place {
  profile: Profile;
  clock: DatedClock;
  gatewayKey: JWK;
  channels: MailboxChannels;
  peers: PeerSettings | undefined;
}

type MailboxChannels = Partial<Record<(typeof MAILBOXES)[number]['name'], ChannelSettings>>;

const MAILBOXES = [
  { name: 'mayor', prefix: 'mayor', create: createMayor },
  { name: 'districts', prefix: 'district', create: createDistricts },
  { name: 'departments', prefix: 'department', create: createDepartments },
  { name: 'national', prefix: 'national', create: createNational },
] as const;

async function startSubgraphs(
  resources: AsyncDisposableStack,
  { profile, clock, gatewayKey, channels, peers }: Place,
): Promise<{ urls: Record<string, string>; keys: JSONWebKeySet; mayor: RunningMailbox }> {
  const database = resources.use(await createTestDatabase());
  const mailboxes = await Promise.all(
    MAILBOXES.map(async (each) => ({ ...each, key: await createKey(`mailbox:${each.prefix}`) })),
  );
  const keys = { keys: [gatewayKey, ...mailboxes.map(({ key }) => key)].map(publicPart) };
  const shared = { databaseUrl: database.url, profile, clock, actorKeys: keys, port: 0 };
  const relayClock: Clock = { now: clock.passing };
  const personalDataKeys = createTestKeys('first');
  const casework = resources.use(
    await createCasework({
      ...shared,
      personalDataKeys,
      overdueSweepMs: SWEEP_MS,
      log: silent('casework'),
    }),
  );
  const caseworkUrl = `${casework.url}/graphql`;
  const running = await Promise.all(
    mailboxes.map(async ({ name, key, create }) => {
      const log = silent(name);
      const deps = {
        ...{ ...shared, relayClock, caseworkUrl, signingKey: key, personalDataKeys, log },
        channels: channels[name] ?? NO_CHANNELS,
        ...(peers && { peers }),
      };
      return [name, resources.use(await create(deps))] as const;
    }),
  );
  const urls = running.map(([name, { url }]) => [name, `${url}/graphql`]);
  const mayor = new Map(running).get('mayor');
  if (!mayor) throw new Error('expected the mayor among the mailboxes');
  return { urls: { casework: caseworkUrl, ...Object.fromEntries(urls) }, keys, mayor };
}

function startGateway(given: {
  urls: Record<string, string>;
  gatewayKey: JWK;
  issuer: TestIssuer;
  statePath: string;
}): Promise<Running> {
  return createGateway({
    config: {
      host: '127.0.0.1',
      port: 0,
      logLevel: 'silent',
      graphqlPath: '/graphql',
      supergraph: { kind: 'composed', path: SUPERGRAPH, urls: given.urls },
      // A busy machine is no reason to give up an answer.
      traffic: { ...TEST_TRAFFIC, timeoutMs: 60_000 },
      partitions: { pollMs: 20, statePath: given.statePath },
      limits: limitsWith(),
      delivery: deliveryWith(),
      topics: topicsWith(),
      forwardedHeaders: [],
      corsOrigins: [],
      sharing: { shareFetches: true, shareQueries: true },
      identity: {
        issuer: given.issuer.url,
        audience: TEST_AUDIENCE,
        jwksUrl: null,
        roleClaim: 'petition_role',
        unitClaim: 'petition_unit',
      },
      actorSigningKey: given.gatewayKey,
      isGraphiqlOn: false,
      devIssuerUrl: null,
    },
    log: silent('gateway'),
  });
}

function sign(issuer: TestIssuer, profile: Profile, id: string): Promise<string> {
  const persona = profile.personas.find((each) => each.id === id);
  if (!persona) throw new Error(`expected a persona of ${profile.city.id}, got ${id}`);
  return vouchFor(issuer, persona);
}

function vouchFor(issuer: TestIssuer, { id, role, unit }: Actor): Promise<string> {
  return issuer.sign({ sub: id, petition_role: role, ...(unit && { petition_unit: unit }) });
}

interface DatedClock extends Clock {
  set: (shanghaiTime: string) => void;
  /** As `now`, but time goes on from what was set: what failed is due again some day. */
  passing: () => Date;
}

function standingClock(start: string): DatedClock {
  const read = (shanghaiTime: string): Date => new Date(`${shanghaiTime.replace(' ', 'T')}+08:00`);
  let now = read(start);
  let setAtMs = performance.now();
  return {
    now: () => new Date(now),
    passing: () => new Date(now.getTime() + performance.now() - setAtMs),
    set: (shanghaiTime) => {
      now = read(shanghaiTime);
      setAtMs = performance.now();
    },
  };
}

async function createKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ACTOR_TOKEN.algorithm, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: ACTOR_TOKEN.algorithm };
}

function publicPart({ d: _secret, ...key }: JWK): JWK {
  return key;
}

function silent(name: string): ReturnType<typeof createLog> {
  return createLog(name, process.env.TEST_LOG_LEVEL ?? 'silent');
}
