import { useCallback, useEffect, useRef, useState } from 'react';
import type { CityError } from '../../client/city-error.ts';
import {
  CountedCasesDocument,
  WorklistDocument,
  type CaseFilter,
  type WorklistCaseFragment,
  type WorklistQuery,
} from '../../generated/operations.ts';
import { useCity } from '../frame/city.ts';
import { toCityError } from '../frame/use-answer.ts';

/** What is listed: cases by a filter, the most urgent first, or those behind a figure. */
export type CaseChoice =
  { kind: 'FILTER'; filter: CaseFilter } | { kind: 'FIGURE'; selector: string };

export interface CaseList {
  rows: readonly WorklistCaseFragment[];
  totalCount: number | null;
  error: CityError | null;
  isLoading: boolean;
  /** Fetches the next page, if there is one and none is on its way. */
  more: () => void;
  reload: () => void;
}

const PAGE = 100;

type Page = WorklistQuery['cases'];

interface Loaded {
  rows: readonly WorklistCaseFragment[];
  totalCount: number | null;
  error: CityError | null;
  isLoading: boolean;
  next: string | null;
}

const NOTHING: Loaded = { rows: [], totalCount: null, error: null, isLoading: true, next: null };

export function useCaseList(choice: CaseChoice): CaseList {
  const { client } = useCity();
  const [loaded, setLoaded] = useState<Loaded>(NOTHING);
  const [round, setRound] = useState(0);
  const turn = useRef(0);
  const isBusy = useRef(false);
  const key = JSON.stringify(choice);

  const load = useCallback(
    async (mine: number, after: string | null): Promise<void> => {
      isBusy.current = true;
      const asked = JSON.parse(key) as CaseChoice;
      const fetchPage = async (): Promise<Page> =>
        asked.kind === 'FIGURE'
          ? (
              await client.ask(CountedCasesDocument, {
                selector: asked.selector,
                first: PAGE,
                after,
              })
            ).data.countedCases
          : (
              await client.ask(WorklistDocument, {
                filter: asked.filter,
                orderBy: 'DUE_AT_ASC',
                first: PAGE,
                after,
              })
            ).data.cases;
      const page = await fetchPage().catch(toCityError);
      if (mine !== turn.current) return;
      isBusy.current = false;
      if (page instanceof Error) {
        setLoaded((before) => ({ ...before, error: page, isLoading: false }));
        return;
      }
      setLoaded((before) => append(after === null ? NOTHING : before, page));
    },
    [client, key],
  );

  useEffect(() => {
    turn.current += 1;
    setLoaded((before) => ({ ...before, isLoading: true }));
    void load(turn.current, null);
  }, [load, round]);

  const { next } = loaded;
  const more = useCallback(() => {
    if (next === null || isBusy.current) return;
    void load(turn.current, next);
  }, [load, next]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { ...loaded, more, reload };
}

function append(before: Loaded, { totalCount, pageInfo, edges }: Page): Loaded {
  return {
    rows: [...before.rows, ...edges.map(({ node }) => node)],
    totalCount,
    error: null,
    isLoading: false,
    next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
  };
}
