import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { runProcess } from '../../../subgraphs/kit/process/run-process.ts';
import { readStarterConfig } from './config.ts';
import { createStarter } from './starter.ts';

const config = readStarterConfig();
const log = createLog('district', config.LOG_LEVEL);

await runProcess(log, () =>
  createStarter({
    district: {
      code: config.DISTRICT,
      name: config.DISTRICT_NAME,
      validFrom: config.DISTRICT_VALID_FROM,
    },
    dataFile: config.DATA_FILE,
    actorKeys: config.ACTOR_JWKS,
    signingKey: config.SERVICE_SIGNING_KEY,
    caseworkUrl: config.CASEWORK_URL,
    city:
      config.CITY_URL === undefined
        ? null
        : { url: config.CITY_URL, tokenFile: config.CITY_TOKEN_FILE },
    log,
    host: config.HOST,
    port: config.PORT,
  }),
);
