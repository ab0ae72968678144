import { SingleBar } from 'cli-progress';
import { loadProfile } from '../../subgraphs/kit/profile/load-profile.ts';
import { routeLetter } from '../../subgraphs/kit/profile/route-letter.ts';
import { awaitRegistration } from './await-registration.ts';
import { createCityApi } from './city-api.ts';
import { readImportConfig } from './config.ts';
import { importLetters } from './import-letters.ts';
import { readLetters } from './read-letters.ts';
import { describePolicy, describeSummary, describeTimeliness } from './report.ts';
import { signIn } from './sign-in.ts';

/** What every city is held against beside its own rules. */
const LAW_IN_FORCE = 'national-2022';

async function countLines(file: string): Promise<number> {
  let lines = 0;
  for await (const _line of readLetters(file)) lines += 1;
  return lines;
}

function progressBar(label: string, total: number): SingleBar {
  const bar = new SingleBar({
    format: `${label} {bar} {value}/{total}`,
    noTTYOutput: true,
    notTTYSchedule: 5_000,
  });
  bar.start(total, 0);
  return bar;
}

async function main(): Promise<void> {
  const config = readImportConfig();
  const profile = await loadProfile(config.PROFILE);
  const api = createCityApi(config.GATEWAY_URL, await signIn(config));
  const before = await api.countCases();
  const loading = progressBar('loading    ', await countLines(config.file));
  const summary = await importLetters({
    api,
    lines: readLetters(config.file),
    routeLetter: (letter) => routeLetter(profile, letter),
    onProgress: (settled) => {
      loading.update(settled);
    },
  });
  loading.stop();
  const registering = progressBar('registering', summary.imported);
  const missing = await awaitRegistration(api, before + summary.imported, (count) => {
    registering.update(count - before);
  });
  registering.stop();
  console.log(describeSummary(summary));
  if (missing > 0)
    console.log(`${String(missing)} letters are safe in their mailboxes and wait for casework.`);
  console.log(describeTimeliness(await api.timeliness()));
  const policies = new Set([...profile.policies.applied.map(({ id }) => id), LAW_IN_FORCE]);
  for (const policy of policies)
    console.log(describePolicy(await api.timelinessUnder(policy, config.sample)));
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
