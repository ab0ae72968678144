import { mailboxDeps } from '../kit/mailbox/mailbox-deps.ts';
import { createLog } from '../kit/process/log.ts';
import { runProcess } from '../kit/process/run-process.ts';
import { readDistrictsConfig } from './config.ts';
import { createDistricts } from './subgraph.ts';

const config = readDistrictsConfig();
const log = createLog('districts', config.LOG_LEVEL);

await runProcess(log, async () =>
  createDistricts(await mailboxDeps(config, log), config.DISTRICT ?? null),
);
