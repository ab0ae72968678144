import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** `npm run test:late -- PATH …`: tests in which what processes say to one another may be late. */
const seed = process.env.LATE_SEED ?? String(Date.now() % 100_000);
const preload = new URL('./late-writes.ts', import.meta.url).href;
console.log(`LATE_SEED=${seed}`);
const child = spawn('npm', ['run', '--silent', 'test:unit', '--', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: {
    ...process.env,
    LATE_SEED: seed,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import ${preload}`,
  },
});
const [code] = (await once(child, 'close')) as [number | null];
process.exitCode = code ?? 1;
