import { useEffect } from 'react';
import {
  CountCasesDocument,
  type CaseFilter,
  type WorklistCaseFragment,
} from '../../generated/operations.ts';
import { useCity } from '../frame/city.ts';
import { watchFromNow } from '../frame/watch-from-now.ts';
import type { CaseChoice } from './use-case-list.ts';

/** How far apart the cases are counted anew while many change, in ms. */
const COUNT_EVERY_MS = 2_000;

interface CaseSink {
  /** Cases of any kind, as they are after what happened to them. */
  onCases: (cases: readonly WorklistCaseFragment[], filter: CaseFilter) => void;
  /** How many the filter holds for now. */
  onCount: (count: number) => void;
  onGap: () => void;
  /** From here on nothing is missed: what is asked for now holds all that was before. */
  onStart: () => void;
}

/** Tells what happens to the cases of a list; those behind a figure stay as they were counted. */
export function useLiveCases(
  choice: CaseChoice,
  { onCases, onCount, onGap, onStart }: CaseSink,
): void {
  const { client } = useCity();
  const key = choice.kind === 'FILTER' ? JSON.stringify(choice.filter) : null;
  useEffect(() => {
    if (key === null) {
      onStart();
      return;
    }
    const filter = JSON.parse(key) as CaseFilter;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const count = async (): Promise<void> => {
      timer = undefined;
      const { data } = await client.ask(CountCasesDocument, { filter });
      if (!isGone) onCount(data.cases.totalCount);
    };
    const onEvents: Parameters<typeof client.watchCases>[1]['onEvents'] = (events) => {
      onCases(
        events.flatMap((event) => event.case ?? []),
        filter,
      );
      // A count that fails is made up for by the next.
      timer ??= setTimeout(() => void count().catch(() => undefined), COUNT_EVERY_MS);
    };
    const end = watchFromNow(
      client,
      (after) => client.watchCases({}, { onEvents, onGap }, after),
      onStart,
    );
    return () => {
      isGone = true;
      end();
      clearTimeout(timer);
    };
  }, [client, key, onCases, onCount, onGap, onStart]);
}
