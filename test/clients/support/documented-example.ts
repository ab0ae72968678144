import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

/** The example of a README, running in a process of its own. */
export interface DocumentedExample extends AsyncDisposable {
  /** All it has written, to both outputs. */
  said(): string;
  /** As by Ctrl-C. @returns the exit code */
  interrupt(): Promise<number | null>;
}

/**
 * Runs the last TypeScript of a client's README, word for word but for the addresses, as if it had been
 * saved in the client's folder.
 * @param places what the README's addresses are here; each must be there
 */
export async function runDocumented(
  folder: string,
  places: Readonly<Record<string, string>>,
): Promise<DocumentedExample> {
  const readme = await readFile(`${folder}/README.md`, 'utf8');
  const documented = [...readme.matchAll(/```ts\n([^]*?)```/g)].at(-1)?.[1];
  if (documented === undefined) throw new Error(`expected TypeScript in ${folder}/README.md`);
  const code = Object.entries(places).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`expected ${from} in the example of ${folder}`);
    return text.replaceAll(from, to);
  }, documented);
  const example = spawn(
    process.execPath,
    ['--input-type=module-typescript', '--disable-warning=ExperimentalWarning', '-'],
    { cwd: folder },
  );
  let said = '';
  example.stdout.on('data', (text) => (said += String(text)));
  example.stderr.on('data', (text) => (said += String(text)));
  const ended = once(example, 'exit');
  example.stdin.end(code);
  return {
    said: () => said,
    interrupt: async () => {
      example.kill('SIGINT');
      await ended;
      return example.exitCode;
    },
    async [Symbol.asyncDispose]() {
      example.kill('SIGKILL');
      await ended;
    },
  };
}
