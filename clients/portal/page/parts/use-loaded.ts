import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

export type Loaded<Value> =
  { state: 'loading' } | { state: 'ready'; value: Value } | { state: 'failed'; error: unknown };

/** Loads when first shown, when `key` changes, when asked to try again, and when the network is back. */
export function useLoaded<Value>(
  load: () => Promise<Value>,
  key: string,
): [Loaded<Value>, retry: () => void] {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: 'loading' });
  const [tries, setTries] = useState(0);
  const retry = useCallback(() => setTries((count) => count + 1), []);
  const lastKey = useRef(key);
  useEffect(() => {
    let isCurrent = true;
    const settle = (next: Loaded<Value>): void => {
      if (isCurrent) setLoaded(next);
    };
    // What is there stays while the same is read again, with whatever was typed beside it.
    const isSame = lastKey.current === key;
    lastKey.current = key;
    setLoaded((before) => (isSame && before.state === 'ready' ? before : { state: 'loading' }));
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
