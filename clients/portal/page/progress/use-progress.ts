import { useEffect, useState } from 'preact/hooks';
import type { FollowState, Following, LetterReference } from '../../client/follow-letter.ts';
import type { StatusFragment } from '../../generated/operations.ts';
import { usePortal } from '../portal-context.ts';

export type Progress =
  | { state: 'loading' }
  | { state: 'unknown' }
  | { state: 'failed'; error: unknown }
  | { state: 'known'; status: StatusFragment; live: FollowState };

/** Few: until a letter is registered, its code counts as a wrong one, and those are limited. */
const NEW_LETTER_WAITS_MS = [1_500, 2_500, 5_000, 10_000, 20_000];

/**
 * A letter's status, kept up to date as things happen.
 * @param isNew it was sent a moment ago, so that it may take some seconds until it is registered
 */
export function useProgress(
  letter: LetterReference,
  isNew: boolean,
): [Progress, refresh: () => void, retry: () => void] {
  const { client } = usePortal();
  const [progress, setProgress] = useState<Progress>({ state: 'loading' });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    let following: Following | null = null;
    const show = (status: StatusFragment): void => {
      setProgress((before) => ({
        state: 'known',
        status,
        live: before.state === 'known' ? before.live : 'connecting',
      }));
    };
    const load = async (): Promise<void> => {
      const status = await firstStatus(() => client.status(letter), isNew, stop.signal);
      if (stop.signal.aborted) return;
      if (!status) {
        setProgress({ state: 'unknown' });
        return;
      }
      show(status);
      following = client.follow(letter, {
        onEvent: (event) => show(event.status),
        onState: (live) => {
          setProgress((before) => (before.state === 'known' ? { ...before, live } : before));
        },
      });
    };
    setProgress({ state: 'loading' });
    load().catch((error: unknown) => {
      if (!stop.signal.aborted) setProgress({ state: 'failed', error });
    });
    return () => {
      stop.abort();
      following?.stop();
    };
  }, [keyOf(letter), tries]);
  const refresh = (): void => {
    const show = (status: StatusFragment | null): void => {
      if (status)
        setProgress((before) =>
          before.state === 'known' && !isOlder(status, before.status)
            ? { ...before, status }
            : before,
        );
    };
    client.status(letter).then(show, () => undefined);
  };
  return [progress, refresh, () => setTries((count) => count + 1)];
}

/** An answer may come after an event that it knows nothing of; what has happened only grows. */
function isOlder(one: StatusFragment, other: StatusFragment): boolean {
  return one.timeline.length < other.timeline.length;
}

/** Tells letters apart, for effects and for what is loaded. */
export function keyOf(letter: LetterReference): string {
  return 'caseId' in letter ? letter.caseId : letter.queryCode;
}

async function firstStatus(
  read: () => Promise<StatusFragment | null>,
  isNew: boolean,
  signal: AbortSignal,
): Promise<StatusFragment | null> {
  for (const waitMs of isNew ? NEW_LETTER_WAITS_MS : []) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const status = await read();
    if (status ?? signal.aborted) return status;
  }
  return isNew ? null : read();
}
