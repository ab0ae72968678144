import { mailboxDeps } from '../kit/mailbox/mailbox-deps.ts';
import { createLog } from '../kit/process/log.ts';
import { runProcess } from '../kit/process/run-process.ts';
import { readMayorConfig } from './config.ts';
import { createMayor } from './subgraph.ts';

const config = readMayorConfig();
const log = createLog('mayor', config.LOG_LEVEL);

await runProcess(log, async () => createMayor(await mailboxDeps(config, log)));
