import { composeCity, composedFiles } from './compose.ts';
import { operationFiles } from './generate-operations.ts';
import { resolverTypeFiles } from './generate-resolver-types.ts';
import { findDrift, writeGenerated, type GeneratedFile } from './generated-file.ts';

async function everyGenerated(): Promise<GeneratedFile[]> {
  const composition = composeCity();
  return [
    ...composedFiles(composition),
    ...(await resolverTypeFiles()),
    ...(await operationFiles(composition.apiSdl)),
  ];
}

async function check(): Promise<void> {
  const files = await everyGenerated();
  const drift = await findDrift(files);
  if (drift.length > 0) {
    console.error(drift.join('\n'));
    console.error('Committed files differ: run npm run schema:compose and schema:generate.');
    process.exitCode = 1;
    return;
  }
  console.log(`${String(files.length)} generated files are up to date`);
}

const COMMANDS: Record<string, () => Promise<void>> = {
  compose: () => writeGenerated(composedFiles(composeCity())),
  generate: async () => writeGenerated(await everyGenerated()),
  check,
};

const command = process.argv[2] ?? '';
const run = COMMANDS[command];
if (!run) throw new Error(`expected one of ${Object.keys(COMMANDS).join(', ')}, got "${command}"`);
await run();
