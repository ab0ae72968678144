import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Each is an npm script of its own; none depends on another. */
const STATIC_CHECKS = [
  'format:check',
  'lint',
  'typecheck',
  'imports:check',
  'dead-code',
  'schema:check',
  'requirements:check',
];

const failed: string[] = [];

await Promise.all(STATIC_CHECKS.map(runQuietly));
await runAloud('test:unit', process.argv.slice(2));
if (failed.length > 0) {
  console.error(`\nfailed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

/** Runs a check beside others: its output is shown only if it fails. */
async function runQuietly(script: string): Promise<void> {
  const started = performance.now();
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'} ${script} (${seconds} s)`);
  if (code === 0) return;
  failed.push(script);
  console.log(output);
}

async function runAloud(script: string, extra: string[]): Promise<void> {
  const child = spawn('npm', ['run', '--silent', script, '--', ...extra], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) failed.push(script);
}
