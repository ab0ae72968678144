import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodeOf, runCheck } from './check/run-check.ts';
import { startStandInCity } from './check/stand-in-city.ts';
import { createTrial, valueAt } from './check/trial.ts';
import { readOrCreateTrialKeys } from './check/trial-keys.ts';
import { ALL_CASES } from './check/all-cases.ts';
import { reportFolder } from './check-command.ts';
import { signInToCity } from './city-bureau.ts';
import type { KitCommand } from './config.ts';
import { contractHash, reportShape } from './report/report.ts';

type Join = Extract<KitCommand, { command: 'join' }>;
type Leave = Extract<KitCommand, { command: 'leave' }>;

const JOIN = `mutation ($district: ID!, $url: String!, $key: String) {
  joinDistrict(district: $district, url: $url, key: $key) { url }
}`;
const LEAVE = `mutation ($district: ID!, $revokesKey: Boolean!) {
  leaveDistrict(district: $district, revokesKey: $revokesKey) { url }
}`;

/**
 * Joins a district's own system live. It is asked once more as it stands there: a full report alone
 * could be of another system, and a system that still trusts the trial's keys must not join.
 * @throws Error that says what to do first
 */
export async function joinCity({
  code,
  url,
  keyFile,
  report,
  folder,
  city,
}: Join): Promise<string> {
  const sdlHash = await readPassedReport(
    report ?? join(reportFolder(folder, code), 'report.json'),
    code,
  );
  await checkAsItStands({ code, url, folder }, sdlHash);
  const key = keyFile === null ? null : await readFile(keyFile, 'utf8');
  const ask = await signInToCity(city);
  await ask(JOIN, { district: code, url, key });
  return `${code} 已接入：${url}。退出：npm run district:leave -- ${code}`;
}

/** Gives the district's traffic back to the city's own system. */
export async function leaveCity({ code, revokesKey, city }: Leave): Promise<string> {
  const ask = await signInToCity(city);
  await ask(LEAVE, { district: code, revokesKey });
  return `${code} 已退出，由市里托管。`;
}

/** @returns the hash of the SDL that was checked */
async function readPassedReport(file: string, code: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => null);
  const parsed = text === null ? null : reportShape.safeParse(JSON.parse(text));
  const found = parsed?.data;
  if (!found) throw new Error(`${file}：没有检查报告。请先运行 npm run district:check。`);
  const isOfNow = found.contractHash === contractHash() && found.district === code;
  if (!isOfNow || !found.isComplete || found.exitCode !== 0)
    throw new Error(`${file}：报告不是本区对现行合同的完整且通过的检查。请重新检查。`);
  return found.sdlHash;
}

/** What can be asked without the city's keys: that it composes, and that it lets nobody in. */
async function checkAsItStands(
  { code, url, folder }: Pick<Join, 'code' | 'url' | 'folder'>,
  sdlHash: string,
): Promise<void> {
  const keys = await readOrCreateTrialKeys(folder, code);
  await using city = await startStandInCity(0);
  const trial = createTrial({ code, url, keys, city, restart: null, patience: 1 });
  const outside = ALL_CASES.filter(({ needs }) => needs.length === 0);
  const check = await runCheck(trial, outside);
  if (exitCodeOf(check) !== 0) {
    const unmet = check.results.filter(({ verdict }) => verdict !== 'passed');
    throw new Error(
      `未接入：${unmet.map(({ rule, actual }) => `${rule.id} ${actual}`).join('\n')}`,
    );
  }
  if (check.sdlHash !== sdlHash) throw new Error('未接入：系统的 SDL 与检查时不同，请重新检查。');
  const bureau = { role: 'CITY_BUREAU', id: 'kit-city', unit: null } as const;
  const answer = await trial.ask(bureau, '{ __typename }');
  if (valueAt(answer, '__typename') === 'Query')
    throw new Error('未接入：系统仍认试用密钥，请以市里的 ACTOR_JWKS 重新启动。');
}
