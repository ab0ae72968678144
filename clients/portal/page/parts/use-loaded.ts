import { useCallback, useEffect, useState } from 'preact/hooks';

export type Loaded<Value> =
  { state: 'loading' } | { state: 'ready'; value: Value } | { state: 'failed'; error: unknown };

const LOADING = { state: 'loading' } as const;

/** Loads when first shown, when `key` changes, when asked to try again, and when the network is back. */
export function useLoaded<Value>(
  load: () => Promise<Value>,
  key: string,
): [Loaded<Value>, retry: () => void] {
  const [held, setHeld] = useState<{ key: string; loaded: Loaded<Value> }>({
    key,
    loaded: LOADING,
  });
  // What is there of another key is never shown for this one.
  const loaded = held.key === key ? held.loaded : LOADING;
  const [tries, setTries] = useState(0);
  const retry = useCallback(() => setTries((count) => count + 1), []);
  useEffect(() => {
    let isCurrent = true;
    const settle = (next: Loaded<Value>): void => {
      if (isCurrent) setHeld({ key, loaded: next });
    };
    // What is there stays while the same is read again, with whatever was typed beside it.
    setHeld((before) =>
      before.key === key && before.loaded.state === 'ready' ? before : { key, loaded: LOADING },
    );
    load().then(
      (value) => settle({ state: 'ready', value }),
      (error: unknown) => settle({ state: 'failed', error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, tries]);
  // Whoever waited for the network need not ask again.
  useEffect(() => {
    if (loaded.state !== 'failed') return;
    addEventListener('online', retry);
    return () => removeEventListener('online', retry);
  }, [loaded.state]);
  return [loaded, retry];
}
