import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { ACTOR_TOKEN } from '../../../schema/contract/actor.ts';
import { readInheritedEnv } from '../../../subgraphs/stack/config.ts';
import { PROJECT_ROOT } from '../../../subgraphs/stack/project-root.ts';
import { generateSecrets } from '../../../subgraphs/stack/secrets.ts';
import {
  startServiceProcess,
  type ServiceProcess,
} from '../../../subgraphs/stack/service-process.ts';
import { createTestDatabase } from '../../support/database.ts';
import { ownPort } from '../../support/own-port.ts';
import type { CityHere } from './city.ts';

export interface DistrictKey {
  secret: JWK;
  /** What the city has to know of it. */
  shown: JWK;
}

/** The key with which a district's own system registers its letters. */
export async function createDistrictKey(code: string): Promise<DistrictKey> {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
  const kid = `${ACTOR_TOKEN.mailboxKeyIdPrefix}district:${code}`;
  const secret: JWK = { ...(await exportJWK(privateKey)), kid, alg: ACTOR_TOKEN.algorithm };
  const { d: _secret, ...shown } = secret;
  return { secret, shown };
}

/** A district's own system: the city's software as a process of its own, on its own database. */
export interface OwnSystem extends AsyncDisposable {
  url: string;
  /** SIGKILL. */
  kill: () => Promise<void>;
  /** At the same address. */
  restart: () => Promise<void>;
}

export async function startOwnSystem(
  city: CityHere,
  code: string,
  key: DistrictKey,
): Promise<OwnSystem> {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await createTestDatabase());
  const folder = await mkdtemp(join(tmpdir(), `district-${code}-`));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const { personalDataKeys } = await generateSecrets();
  const port = String(await ownPort());
  const start = (): Promise<ServiceProcess> =>
    startServiceProcess({
      name: `district ${code}`,
      entry: resolve(PROJECT_ROOT, 'subgraphs/districts/main.ts'),
      cwd: PROJECT_ROOT,
      logFile: join(folder, 'log'),
      readyTimeoutMs: 60_000,
      stopTimeoutMs: 10_000,
      env: {
        ...readInheritedEnv(),
        PORT: port,
        DATABASE_URL: database.url,
        PROFILE: 'subgraphs/profiles/guangan',
        ACTOR_JWKS: JSON.stringify(city.actorKeys),
        SERVICE_SIGNING_KEY: JSON.stringify(key.secret),
        CASEWORK_URL: `${city.stack.url('casework')}/graphql`,
        DISTRICT: code,
        PERSONAL_DATA_KEYS: JSON.stringify(personalDataKeys),
      },
    });
  let running = await start();
  resources.defer(() => running.stop());
  const url = await running.ready;
  const held = resources.move();
  return {
    url: `${url}/graphql`,
    kill: () => running.kill(),
    restart: async () => {
      running = await start();
      await running.ready;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
