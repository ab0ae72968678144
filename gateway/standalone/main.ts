import '../collector.ts';
import { createLog } from '../../subgraphs/kit/process/log.ts';
import { runProcess } from '../../subgraphs/kit/process/run-process.ts';
import type { GatewayConfig } from '../config.ts';
import { createGateway } from '../gateway.ts';
import { readStandaloneConfig } from './config.ts';
import { HELP, readStandaloneOptions } from './options.ts';

const EXIT_MISUSED = 2;

const config = readCommand(process.argv.slice(2));
const log = createLog('gateway', config.logLevel);

await runProcess(log, () => createGateway({ config, log }));

function readCommand(args: readonly string[]): GatewayConfig {
  try {
    const options = readStandaloneOptions(args);
    if (options) return readStandaloneConfig(options);
    process.stdout.write(HELP);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    process.exit(EXIT_MISUSED);
  }
}
