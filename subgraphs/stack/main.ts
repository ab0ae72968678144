import { runStack } from './run-stack.ts';
import { PETITION_SERVICES } from './services.ts';

process.exit(await runStack(PETITION_SERVICES));
