import { useCallback, useEffect, useRef, useState } from 'react';
import type { PartialAnswer } from '../../client/ask-city.ts';
import { CityError, type WireError } from '../../client/city-error.ts';

/** An answer on its way; what was there before stays until a new one comes. */
export interface Answer<Result> {
  data: Result | null;
  /** What of the data is null for a reason. */
  gaps: readonly WireError[];
  error: CityError | null;
  isLoading: boolean;
  reload: () => void;
}

/** Asks when `key` changes, and again on reload(). */
export function useAnswer<Result>(
  key: string,
  ask: () => Promise<PartialAnswer<Result>>,
): Answer<Result> {
  const [state, setState] = useState<Omit<Answer<Result>, 'reload'>>({
    data: null,
    gaps: [],
    error: null,
    isLoading: true,
  });
  const [round, setRound] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    let isGone = false;
    setState((before) => ({ ...before, isLoading: true }));
    latest.current().then(
      ({ data, errors }) => {
        if (!isGone) setState({ data, gaps: errors, error: null, isLoading: false });
      },
      (reason: unknown) => {
        if (!isGone)
          setState((before) => ({ ...before, error: toCityError(reason), isLoading: false }));
      },
    );
    return () => {
      isGone = true;
    };
  }, [key, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { ...state, reload };
}

export function toCityError(reason: unknown): CityError {
  if (reason instanceof CityError) return reason;
  return new CityError(reason instanceof Error ? reason.message : String(reason), 'UNKNOWN');
}
