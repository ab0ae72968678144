import { mailboxDeps } from '../kit/mailbox/mailbox-deps.ts';
import { createLog } from '../kit/process/log.ts';
import { runProcess } from '../kit/process/run-process.ts';
import { readNationalConfig } from './config.ts';
import { createNational } from './subgraph.ts';

const config = readNationalConfig();
const log = createLog('national', config.LOG_LEVEL);
const peers = {
  endpoints: config.PEER_ENDPOINTS,
  pollMs: config.PEER_POLL_MS,
  timeoutMs: config.PEER_TIMEOUT_MS,
};

await runProcess(log, async () => createNational({ ...(await mailboxDeps(config, log)), peers }));
