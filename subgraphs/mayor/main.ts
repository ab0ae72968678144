import { mailboxDeps } from '../kit/mailbox/mailbox-deps.ts';
import { runProcess } from '../kit/process/run-process.ts';
import { readMayorConfig } from './config.ts';
import { createMayor } from './subgraph.ts';

const deps = mailboxDeps('mayor', readMayorConfig());
await runProcess(deps.log, () => createMayor(deps));
