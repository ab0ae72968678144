import { generateSecrets, toSecrets } from '../secrets.ts';
import { describeDeploymentEnv } from './deployment-env.ts';

process.stdout.write(describeDeploymentEnv(toSecrets(await generateSecrets())));
