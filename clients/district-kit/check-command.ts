import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../subgraphs/kit/process/free-port.ts';
import { ALL_CASES } from './check/all-cases.ts';
import type { ConformanceCase } from './check/case.ts';
import { runCheck, type CaseResult } from './check/run-check.ts';
import { startStandInCity, type StandInCity } from './check/stand-in-city.ts';
import { startSystem, type StartedSystem } from './check/start-system.ts';
import { createTrial } from './check/trial.ts';
import { readOrCreateTrialKeys, type TrialKeys } from './check/trial-keys.ts';
import type { CheckOptions } from './config.ts';
import { toReport, type Report } from './report/report.ts';
import { writeReport } from './report/write-report.ts';

/** Where the reports of a district go by default. @param folder the kit's own */
export function reportFolder(folder: string, code: string): string {
  return join(folder, code);
}

/** @throws Error for an unknown id */
export function chooseCases(only: readonly string[] | undefined): readonly ConformanceCase[] {
  if (!only) return ALL_CASES;
  return only.map((id) => {
    const found = ALL_CASES.find((one) => one.id === id);
    if (found) return found;
    const known = ALL_CASES.map((one) => one.id).join(', ');
    throw new Error(`--only: expected ids out of ${known}; got "${id}"`);
  });
}

/** Checks one system and writes the report. @throws Error where it cannot be reached or started */
export async function checkSystem(
  options: CheckOptions,
  onResult: (result: CaseResult) => void,
): Promise<Report> {
  const { district: code, patience } = options;
  const cases = chooseCases(options.only);
  const keys = await readOrCreateTrialKeys(options.folder, code);
  await using resources = new AsyncDisposableStack();
  const city = resources.use(await startStandInCity(options.start ? 0 : options.port));
  const started = options.start
    ? await startTrialSystem(options, options.start, { keys, city }, resources)
    : null;
  const url = started?.url ?? options.url ?? '';
  const restart = started?.system.restart ?? null;
  const trial = createTrial({ code, url, keys, city, restart, patience });
  const report = toReport(await runCheck(trial, cases, onResult), !options.only);
  await writeReport(options.report ?? reportFolder(options.folder, code), report);
  return report;
}

/** What the system must be started with, for a check that it did not come from the kit's own start. */
export async function trialSettings({
  folder,
  district: code,
  port,
}: CheckOptions): Promise<Record<string, string>> {
  const keys = await readOrCreateTrialKeys(folder, code);
  const base = `http://127.0.0.1:${String(port)}`;
  return settingsOf(code, keys, {
    caseworkUrl: `${base}/graphql`,
    gatewayUrl: `${base}/gateway/graphql`,
  });
}

function settingsOf(
  code: string,
  keys: TrialKeys,
  city: Pick<StandInCity, 'caseworkUrl' | 'gatewayUrl'>,
): Record<string, string> {
  return {
    DISTRICT: code,
    DISTRICT_NAME: '试用区',
    ACTOR_JWKS: JSON.stringify(keys.actorKeys),
    SERVICE_SIGNING_KEY: JSON.stringify(keys.districtKey),
    CASEWORK_URL: city.caseworkUrl,
    CITY_URL: city.gatewayUrl,
  };
}

async function startTrialSystem(
  { district, inheritedEnv, patience }: CheckOptions,
  command: string,
  { keys, city }: { keys: TrialKeys; city: StandInCity },
  resources: AsyncDisposableStack,
): Promise<{ url: string; system: StartedSystem }> {
  const folder = await mkdtemp(join(tmpdir(), 'district-trial-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const port = String(await findFreePort());
  const url = `http://127.0.0.1:${port}/graphql`;
  const env = {
    ...inheritedEnv,
    ...settingsOf(district, keys, city),
    PORT: port,
    DATA_FILE: join(folder, 'data.jsonl'),
    LOG_LEVEL: 'warn',
  };
  return { url, system: resources.use(await startSystem({ command, env, url, patience })) };
}
