import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from 'jose';
import { Client } from 'pg';
import { ACTOR_TOKEN, type Actor, type Role } from '../../../../schema/contract/actor.ts';
import { createActorSigner } from '../../../../subgraphs/kit/process/actor-signer.ts';
import type { ChannelSettings } from '../../../../subgraphs/kit/mailbox/channels/channel-settings.ts';
import type {
  MailboxDeps,
  RunningMailbox,
} from '../../../../subgraphs/kit/mailbox/create-mailbox.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import type { Profile } from '../../../../subgraphs/kit/profile/profile.ts';
import { systemClock } from '../../../../subgraphs/kit/time/clock.ts';
import { createCasework } from '../../../../subgraphs/casework/subgraph.ts';
import type { Running } from '../../../../subgraphs/kit/process/run-process.ts';
import type { KeyRenewalSource } from '../../../../subgraphs/kit/secrecy/key-renewal.ts';
import type { KeyRing } from '../../../../subgraphs/kit/secrecy/key-ring.ts';
import { createTestKeys } from './test-keys.ts';
import { createTestDatabase } from '../../../support/database.ts';
import {
  createCaseworkMemory,
  startCaseworkStandIn,
  type CaseworkMemory,
} from './casework-stand-in.ts';

const FAR_FUTURE_MS = 2 ** 31 - 1;
const PROFILE = new URL('../../../../subgraphs/profiles/guangan', import.meta.url).pathname;

export interface Answer {
  data: Record<string, unknown> | null;
  errors?: { message: string; path?: unknown[]; extensions: Record<string, unknown> }[];
}

export interface MailboxWorld extends AsyncDisposable {
  url: string;
  /** Where letters come in by mail and text message, since it was last started. */
  doors(): Partial<Doors>;
  /** Ends the process and starts it anew, elsewhere, with other keys. */
  restart(personalDataKeys: KeyRing): Promise<void>;
  /** The keys it started with. */
  personalDataKeys: KeyRing;
  casework: CaseworkMemory;
  caseworkKeys: JSONWebKeySet;
  caseworkUrl: string;
  stopCasework(): Promise<void>;
  /**
   * Stands still, until `run()` lets it go on with real time; what could not be delivered is not
   * brought again while it stands.
   */
  clock: { now(): Date; set(instant: string): void; run(): void };
  ask(actor: Actor | null, query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** Rows of a statement on the mailbox's own schema. */
  read<Row>(statement: string): Promise<Row[]>;
}

interface WorldOptions {
  schema: string;
  prefix: string;
  now?: string;
  /** casework itself instead of a stand-in. */
  withRealCasework?: boolean;
  /** As a city that takes letters of registered petitioners only. */
  mustRegister?: boolean;
  /** Ways to petitioners besides the portal. */
  channels?: ChannelSettings;
  /** Where its keys are read anew. */
  keyRenewal?: KeyRenewalSource;
}

/** Several processes on one database have no doors. */
type Started = Running & Partial<Doors>;
type Doors = Pick<RunningMailbox, 'smtpPort' | 'webhookUrl'>;
type Create = (deps: MailboxDeps) => Promise<Started>;

/** One mailbox subgraph on a database of its own, with a casework to register at. */
export async function openMailbox(
  create: Create,
  {
    schema,
    prefix,
    now,
    withRealCasework,
    mustRegister = false,
    channels,
    keyRenewal,
  }: WorldOptions,
): Promise<MailboxWorld> {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await createTestDatabase());
  const gateway = await createKey(ACTOR_TOKEN.gatewayKeyId);
  const mailbox = await createKey(`${ACTOR_TOKEN.mailboxKeyIdPrefix}${prefix}`);
  const keys = { keys: [gateway.publicKey, mailbox.publicKey] };
  const memory = createCaseworkMemory();
  const guangan = await loadProfile(PROFILE);
  const profile = { ...guangan, city: { ...guangan.city, petitioners: { mustRegister } } };
  const casework = resources.use(
    withRealCasework
      ? await startCasework(database.url, profile, keys)
      : await startCaseworkStandIn({ keys, memory }),
  );
  const clock = createSettableClock(now ?? '2026-03-02T01:00:00Z');
  const start = (personalDataKeys: KeyRing): Promise<Started> =>
    create({
      databaseUrl: database.url,
      profile,
      actorKeys: keys,
      signingKey: mailbox.privateKey,
      caseworkUrl: casework.url,
      // The clock stands, so nothing that a stalled machine breaks off would be tried again.
      caseworkTimeoutMs: FAR_FUTURE_MS,
      personalDataKeys,
      keyRenewal,
      clock,
      log: createLog('test', 'silent'),
      port: 0,
      ...(channels && { channels }),
    });
  const personalDataKeys = createTestKeys('first');
  let running = await start(personalDataKeys);
  resources.defer(() => running[Symbol.asyncDispose]());
  const sign = await createActorSigner(gateway.privateKey);
  const held = resources.move();
  return {
    get url() {
      return running.url;
    },
    doors: () => running,
    restart: async (personalDataKeys) => {
      await running[Symbol.asyncDispose]();
      running = await start(personalDataKeys);
    },
    personalDataKeys,
    casework: memory,
    caseworkKeys: keys,
    caseworkUrl: casework.url,
    stopCasework: async () => casework[Symbol.asyncDispose](),
    clock,
    ask: async (actor, query, variables = {}) => {
      const response = await fetch(`${running.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(actor && { authorization: `Bearer ${await sign(actor)}` }),
        },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer;
    },
    read: (statement) => readSchema(database.url, schema, statement),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function startCasework(
  databaseUrl: string,
  profile: Profile,
  actorKeys: JSONWebKeySet,
): Promise<{ url: string } & AsyncDisposable> {
  const running = await createCasework({
    databaseUrl,
    profile,
    actorKeys,
    personalDataKeys: createTestKeys('first'),
    overdueSweepMs: 3_600_000,
    clock: systemClock,
    log: createLog('test', 'silent'),
    port: 0,
  });
  return { ...running, url: `${running.url}/graphql` };
}

function createSettableClock(start: string): MailboxWorld['clock'] {
  let read = (): Date => new Date(start);
  return {
    now: () => read(),
    set: (instant) => {
      read = () => new Date(instant);
    },
    run: () => {
      const aheadMs = read().getTime() - Date.now();
      read = () => new Date(Date.now() + aheadMs);
    },
  };
}

async function createKey(kid: string): Promise<{ publicKey: JWK; privateKey: JWK }> {
  const pair = await generateKeyPair(ACTOR_TOKEN.algorithm, { extractable: true });
  const alg = ACTOR_TOKEN.algorithm;
  return {
    publicKey: { ...(await exportJWK(pair.publicKey)), kid, alg },
    privateKey: { ...(await exportJWK(pair.privateKey)), kid, alg },
  };
}

async function readSchema<Row>(url: string, schema: string, statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: url, options: `-c search_path=${schema}` });
  await client.connect();
  try {
    const { rows } = await client.query(statement);
    return rows as Row[];
  } finally {
    await client.end();
  }
}

export function actorOf(role: Role, unit: string | null = null, id = `${role}-1`): Actor {
  return { role, id, unit };
}

export const LI = actorOf('CITIZEN', null, 'citizen-li');
export const WANG = actorOf('CITIZEN', null, 'citizen-wang');
export const CITY_BUREAU = actorOf('CITY_BUREAU');

/** LetterInput of 李明, by default a complaint. */
export function letterInput(change: Record<string, unknown> = {}) {
  return {
    type: 'COMPLAINT',
    title: '路灯不亮',
    content: '门口路灯坏了三个月。',
    petitioner: { kind: 'PERSON', name: '李明华', phone: '13800000000' },
    ...change,
  };
}

/** HistoricalLetterInput that was answered. */
export function historicalLetter(change: Record<string, unknown> = {}) {
  return {
    sourceNumber: '2549',
    author: 'A00045581',
    type: 'CONSULTATION',
    title: '咨询公积金',
    content: '请问如何提取公积金？',
    submittedAt: '2019-04-25T09:32:09+08:00',
    reply: '请带身份证到窗口办理。',
    repliedAt: '2019-05-10T14:56:53+08:00',
    ...change,
  };
}

export function codesOf(answer: Answer): unknown[] {
  return (answer.errors ?? []).map(({ extensions }) => extensions.code);
}
