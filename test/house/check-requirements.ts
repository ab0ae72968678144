import { glob, readFile } from 'node:fs/promises';
import { numbersIn, SCOPE } from './requirements/scope.ts';
import { titlesIn } from './requirements/test-titles.ts';

const named = new Set<string>();
for await (const path of glob('test/**/*.test.ts', { exclude: ['test/house/**', 'test/bench/**'] }))
  for (const title of titlesIn(path, await readFile(path, 'utf8')))
    for (const number of numbersIn(title)) named.add(number);

const missing = SCOPE.filter((number) => !named.has(number));
if (missing.length > 0) {
  console.error(`no test is named after ${missing.join(', ')}`);
  process.exitCode = 1;
} else console.log(`each of ${SCOPE.length} requirements is named by a test`);
