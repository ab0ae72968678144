import { createLog } from '../../kit/process/log.ts';
import { runProcess } from '../../kit/process/run-process.ts';
import { readDatabaseConfig } from './config.ts';
import { createKeeper } from './keeper.ts';

const config = readDatabaseConfig();
const log = createLog('database', config.LOG_LEVEL);

// The server would outlive this process: a stop that comes while it starts must still end it.
const abort = new AbortController();
for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
  process.once(event, () => {
    abort.abort(new Error(`${event} while starting`));
  });
}

if (process.send && !process.connected) abort.abort(new Error('the parent is gone'));

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
