import { createLog } from '../kit/process/log.ts';
import { runProcess } from '../kit/process/run-process.ts';
import { caseworkDeps } from './casework-deps.ts';
import { readCaseworkConfig } from './config.ts';
import { createCasework } from './subgraph.ts';

const config = readCaseworkConfig();
const log = createLog('casework', config.LOG_LEVEL);

await runProcess(log, async () => createCasework(await caseworkDeps(config, log)));
