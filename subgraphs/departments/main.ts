import { mailboxDeps } from '../kit/mailbox/mailbox-deps.ts';
import { createLog } from '../kit/process/log.ts';
import { runProcess } from '../kit/process/run-process.ts';
import { readDepartmentsConfig } from './config.ts';
import { createDepartments } from './subgraph.ts';

const config = readDepartmentsConfig();
const log = createLog('departments', config.LOG_LEVEL);

await runProcess(log, async () => createDepartments(await mailboxDeps(config, log)));
