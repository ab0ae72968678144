import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Each is an npm script of its own; none depends on another. The longest begin. */
const STATIC_CHECKS = [
  'lint',
  'typecheck',
  'format:check',
  'imports:check',
  'dead-code',
  'schema:check',
  'requirements:check',
];

const failed: string[] = [];
const complaints: string[] = [];

// Tests wait a good deal for one another's processes: one check at a time takes what they leave.
await Promise.all([runAloud('test:unit', process.argv.slice(2)), checkQuietly()]);
for (const complaint of complaints) console.log(complaint);
if (failed.length > 0) {
  console.error(`\nfailed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

async function checkQuietly(): Promise<void> {
  for (const script of STATIC_CHECKS) await runQuietly(script);
}

/** What the check says is shown at the end, and only if it fails. */
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
  complaints.push(`\n${script}:\n${output}`);
}

async function runAloud(script: string, extra: string[]): Promise<void> {
  const child = spawn('npm', ['run', '--silent', script, '--', ...extra], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) failed.push(script);
}
