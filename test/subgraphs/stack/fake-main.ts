import { runStack } from '../../../subgraphs/stack/run-stack.ts';
import { FAKE_SERVICES } from './fake-services.ts';

process.exit(await runStack(FAKE_SERVICES));
