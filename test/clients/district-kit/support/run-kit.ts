import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSystem } from '../../../../clients/district-kit/check-command.ts';
import { ALL_CASES } from '../../../../clients/district-kit/check/all-cases.ts';
import { readKitConfig } from '../../../../clients/district-kit/config.ts';
import type { Report } from '../../../../clients/district-kit/report/report.ts';

export const STARTER = 'clients/district-kit/starter/main.ts';

/** Ids of the cases of some levels. */
export function idsOf(...levels: string[]): string[] {
  return ALL_CASES.filter(({ level }) => levels.includes(level)).map(({ id }) => id);
}

/** How many times as long as usual a system may take, on a machine that is busy with other tests. */
export const PATIENCE = 8;

/** Checks a system that the kit starts; its report stays in `folder`, if one is given. */
export async function checkStarted(
  command: string,
  given: { only?: readonly string[]; folder?: string; patience?: number } = {},
): Promise<Report> {
  const folder = given.folder ?? (await mkdtemp(join(tmpdir(), 'district-kit-')));
  const only = given.only ? ['--only', given.only.join()] : [];
  const config = readKitConfig(['check', '--start', command, ...only]);
  if (config.command !== 'check') throw new Error('expected a check');
  const { patience = PATIENCE } = given;
  try {
    return await checkSystem({ ...config.options, folder, patience }, () => undefined);
  } finally {
    if (given.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** How fast a system is on a machine that is busy with other tests says nothing of the system. */
const SLOW = '95% 分位';

/** What was not met, with what came instead. */
export function unmetOf({ results }: Report): string[] {
  return results
    .filter(({ verdict, actual }) => verdict !== 'passed' && !actual.startsWith(SLOW))
    .map(({ id, verdict, actual }) => `${id} ${verdict}: ${actual}`);
}

/** Ids of the cases that a system does not meet. */
export function failedOf({ results }: Report): string[] {
  return results.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id);
}
