import { mailboxDeps } from '../kit/mailbox/mailbox-deps.ts';
import { runProcess } from '../kit/process/run-process.ts';
import { readNationalConfig } from './config.ts';
import { createNational } from './subgraph.ts';

const deps = mailboxDeps('national', readNationalConfig());
await runProcess(deps.log, () => createNational(deps));
