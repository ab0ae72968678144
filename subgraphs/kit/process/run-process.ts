import type { Logger } from './log.ts';

/** What a parent process learns over IPC once a child serves. */
export interface ReadyMessage {
  type: 'ready';
  url: string;
}

export interface Running extends AsyncDisposable {
  /** Where it listens, such as http://127.0.0.1:4001. */
  url: string;
}

/**
 * Runs one service as this process: starts it, tells a parent where it listens, and closes it
 * on SIGTERM, SIGINT or when the parent is gone. A failed start exits with 1.
 */
export async function runProcess(log: Logger, start: () => Promise<Running>): Promise<void> {
  let running: Running;
  try {
    running = await start();
  } catch (error) {
    log.fatal({ err: error }, 'could not start');
    process.exit(1);
  }
  let closing = false;
  const close = (reason: string): void => {
    if (closing) return;
    closing = true;
    log.info({ reason }, 'closing');
    running[Symbol.asyncDispose]().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'closed with an error');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => close('SIGTERM'));
  process.on('SIGINT', () => close('SIGINT'));
  if (process.send) {
    process.on('disconnect', () => close('parent is gone'));
    const ready: ReadyMessage = { type: 'ready', url: running.url };
    process.send(ready);
  }
  log.info({ url: running.url }, 'ready');
}
