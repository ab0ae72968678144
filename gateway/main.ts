import './collector.ts';
import { createLog } from '../subgraphs/kit/process/log.ts';
import { runProcess } from '../subgraphs/kit/process/run-process.ts';
import { readGatewayConfig } from './config.ts';
import { createGateway } from './gateway.ts';

const config = readGatewayConfig();
const log = createLog('gateway', config.logLevel);

await runProcess(log, () => createGateway({ config, log }));
