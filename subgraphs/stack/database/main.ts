import { createLog } from '../../kit/process/log.ts';
import { runProcess } from '../../kit/process/run-process.ts';
import { readDatabaseConfig } from './config.ts';
import { createKeeper } from './keeper.ts';

const config = readDatabaseConfig();
const log = createLog('database', config.LOG_LEVEL);

// The server is no child of ours to the system: whoever dies while it starts must still end it.
const abort = new AbortController();
for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
  process.once(event, () => {
    abort.abort(new Error(`${event} while starting`));
  });
}

await runProcess(log, () =>
  createKeeper({
    config,
    log,
    signal: abort.signal,
    onLost: () => {
      log.fatal('PostgreSQL ended by itself');
      process.exit(1);
    },
  }),
);
