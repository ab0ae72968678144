import { once } from 'node:events';
import { loadProfile } from '../kit/profile/load-profile.ts';
import { readStackConfig } from './config.ts';
import { createConsoleReport } from './console-report.ts';
import type { Stage } from './service-definition.ts';
import { createStack, type Stack } from './stack.ts';
import { listenForStop } from './stop-signals.ts';
import { describeStack } from './welcome.ts';

/**
 * Runs a stack in the foreground until Ctrl-C and tells the terminal about it.
 * @returns the exit code of the process
 */
export async function runStack(services: readonly Stage[]): Promise<number> {
  // A terminal that went away (npm start | head) must not end what runs.
  process.stdout.on('error', () => undefined);
  let stack: Stack | undefined;
  const stop = listenForStop(() => {
    say('Not waiting any longer.');
    void (stack?.force() ?? Promise.resolve()).finally(() => process.exit(130));
  });
  try {
    const config = readStackConfig(services.flat());
    const { city, personas } = await loadProfile(config.profileDir);
    say(`Starting Petition Graph · ${city.name}`);
    const report = createConsoleReport(say);
    stack = await createStack({ ...config, services, report, signal: stop });
    say(describeStack(stack, { name: city.name, personas }, config.dataDir));
    if (!stop.aborted) await once(stop, 'abort');
    await stack[Symbol.asyncDispose]();
    say('Stopped.');
    return 0;
  } catch (error) {
    say(stop.aborted ? 'Stopped.' : Error.isError(error) ? error.message : String(error));
    return stop.aborted ? 0 : 1;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
