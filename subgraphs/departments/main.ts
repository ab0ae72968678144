import { mailboxDeps } from '../kit/mailbox/mailbox-deps.ts';
import { runProcess } from '../kit/process/run-process.ts';
import { readDepartmentsConfig } from './config.ts';
import { createDepartments } from './subgraph.ts';

const deps = mailboxDeps('departments', readDepartmentsConfig());
await runProcess(deps.log, () => createDepartments(deps));
