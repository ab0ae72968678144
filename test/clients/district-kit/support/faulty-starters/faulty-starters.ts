import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConformanceCase } from '../../../../../clients/district-kit/check/case.ts';
import { runCheck } from '../../../../../clients/district-kit/check/run-check.ts';
import {
  startStandInCity,
  type StandInCity,
} from '../../../../../clients/district-kit/check/stand-in-city.ts';
import { createTrial } from '../../../../../clients/district-kit/check/trial.ts';
import {
  readOrCreateTrialKeys,
  type TrialKeys,
} from '../../../../../clients/district-kit/check/trial-keys.ts';
import { PATIENCE } from '../run-kit.ts';
import type * as starter from '../../../../../clients/district-kit/starter/starter.ts';

export type StarterModule = typeof starter;

export interface FleetOrder {
  /** Of faults. */
  names: readonly string[];
  folder: string;
  settings: Omit<
    Parameters<StarterModule['createStarter']>[0],
    'dataFile' | 'log' | 'host' | 'port'
  >;
}

/** By the name of the fault. */
export type FleetUrls = Record<string, string>;

/** Starters with one fault each, in a process of their own. */
export interface FaultyStarters extends AsyncDisposable {
  /** @returns ids of the cases that the starter with this fault does not meet */
  failedBy: (name: string, cases: readonly ConformanceCase[]) => Promise<string[]>;
}

const CODE = '511602';
const PROGRAM = fileURLToPath(new URL('main.ts', import.meta.url));

export async function startFaultyStarters(names: readonly string[]): Promise<FaultyStarters> {
  await using resources = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'faulty-starters-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const keys = await readOrCreateTrialKeys(folder, CODE);
  const city = resources.use(await startStandInCity(0));
  const child = fork(PROGRAM);
  resources.defer(async () => {
    const exited = once(child, 'exit');
    child.kill();
    await exited;
  });
  const started = Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the starters did not start'))),
  ]);
  child.send({ names, folder, settings: settingsOf(keys, city) } satisfies FleetOrder);
  const [urls] = (await started) as [FleetUrls];
  const held = resources.move();
  return {
    failedBy: async (name, cases) => {
      const url = urls[name] ?? '';
      const trial = createTrial({ code: CODE, url, keys, city, restart: null, patience: PATIENCE });
      const { results } = await runCheck(trial, cases);
      return results.filter(({ verdict }) => verdict !== 'passed').map(({ rule }) => rule.id);
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

function settingsOf(keys: TrialKeys, { caseworkUrl }: StandInCity): FleetOrder['settings'] {
  return {
    district: { code: CODE, name: '试用区', validFrom: '2013-01-01' },
    actorKeys: keys.actorKeys,
    signingKey: keys.districtKey,
    caseworkUrl,
    city: null,
  };
}
