import { mailboxDeps } from '../kit/mailbox/mailbox-deps.ts';
import { runProcess } from '../kit/process/run-process.ts';
import { readDistrictsConfig } from './config.ts';
import { createDistricts } from './subgraph.ts';

const deps = mailboxDeps('districts', readDistrictsConfig());
await runProcess(deps.log, () => createDistricts(deps));
