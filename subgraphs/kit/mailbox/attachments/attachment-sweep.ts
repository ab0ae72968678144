import type { Logger } from '../../process/log.ts';
import type { Clock } from '../../time/clock.ts';
import type { AttachmentStore } from './attachment.store.ts';

interface SweepDeps {
  store: AttachmentStore;
  clock: Clock;
  log: Logger;
}

const KEEP_MS = 24 * 3_600_000;
const SWEEP_EVERY_MS = 3_600_000;

/** Forgets uploads that no letter has referred to for a day; at once and then every hour. */
export function startAttachmentSweep(deps: SweepDeps): AsyncDisposable {
  let sweeping = Promise.resolve();
  const start = (): void => {
    sweeping = sweep(deps).catch((error: unknown) =>
      deps.log.error({ err: error }, 'uploads without a letter could not be forgotten'),
    );
  };
  const timer = setInterval(start, SWEEP_EVERY_MS);
  start();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await sweeping;
    },
  };
}

async function sweep({ store, clock, log }: SweepDeps): Promise<void> {
  const count = await store.dropUnreferred(new Date(clock.now().getTime() - KEEP_MS));
  if (count > 0) log.info({ count }, 'uploads without a letter were forgotten');
}
