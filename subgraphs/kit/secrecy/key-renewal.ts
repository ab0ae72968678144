import type { Logger } from '../process/log.ts';
import type { KeyHolder } from './key-holder.ts';
import type { KeyRing } from './key-ring.ts';
import { KeySourceError } from './key-source-error.ts';

/** Where the keys are read anew, and how often. */
export interface KeyRenewalSource {
  /** @throws KeySourceError */
  reread: () => Promise<KeyRing>;
  everyMs: number;
}

interface KeyRenewalDeps {
  holder: KeyHolder;
  /** None where the keys cannot change while the process runs. */
  source: KeyRenewalSource | undefined;
  /** Begins to seal with the current key whatever is not yet. */
  startResealing: () => AsyncDisposable;
  log: Logger;
}

/**
 * Reseals at the start and whenever another key became the current one; reads the keys anew now and
 * then, so that a rotation needs no restart. While they cannot be read, the process keeps what it has.
 */
export function startKeyRenewal(deps: KeyRenewalDeps): AsyncDisposable {
  const { holder, source, log } = deps;
  let resealing = deps.startResealing();
  const over = new AbortController();
  let isRenewing = false;

  async function renew({ reread }: KeyRenewalSource): Promise<void> {
    const next = await reread();
    if (over.signal.aborted) return;
    const { isTurned } = holder.take(next);
    if (!isTurned) return;
    log.info({ key: next.current }, 'another key seals from now on');
    await resealAnew();
  }

  async function resealAnew(): Promise<void> {
    await resealing[Symbol.asyncDispose]();
    if (!over.signal.aborted) resealing = deps.startResealing();
  }

  const tryRenewing = async (from: KeyRenewalSource): Promise<void> => {
    if (isRenewing) return;
    isRenewing = true;
    await renew(from)
      .catch((error: unknown) => log.warn(whyNot(error), 'the keys stay as they are'))
      .finally(() => (isRenewing = false));
  };
  const timer = source && setInterval(() => void tryRenewing(source), source.everyMs);
  return {
    [Symbol.asyncDispose]: async () => {
      over.abort();
      clearInterval(timer);
      await resealing[Symbol.asyncDispose]();
    },
  };
}

function whyNot(error: unknown): object {
  return error instanceof KeySourceError
    ? { code: error.code, reason: error.message }
    : { err: error };
}
