import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { runProcess } from '../../../subgraphs/kit/process/run-process.ts';
import { readDevIssuerConfig } from './config.ts';
import { createDevIssuer } from './dev-issuer.ts';

const config = readDevIssuerConfig();
const log = createLog('dev-issuer', config.logLevel);

await runProcess(log, () => createDevIssuer({ config, log }));
