import { useCallback, useEffect, useRef, useState } from 'react';
import type { CityError } from '../../client/city-error.ts';
import type { DashboardClient } from '../../client/dashboard-client.ts';
import {
  CountedCasesDocument,
  WorklistDocument,
  type CaseFilter,
  type WorklistCaseFragment,
  type WorklistQuery,
} from '../../generated/operations.ts';
import { useCity } from '../frame/city.ts';
import { toCityError } from '../frame/use-answer.ts';
import { isIn, takeChanges } from './live-cases.ts';
import { useLiveCases } from './use-live-cases.ts';

/** What is listed: cases by a filter, the most urgent first, or those behind a figure. */
export type CaseChoice =
  { kind: 'FILTER'; filter: CaseFilter } | { kind: 'FIGURE'; selector: string };

export interface CaseList {
  rows: readonly WorklistCaseFragment[];
  /** Ids of the rows that changed last. */
  fresh: ReadonlySet<string>;
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
  /** Of which list the rows are. */
  of: string | null;
  rows: readonly WorklistCaseFragment[];
  fresh: ReadonlySet<string>;
  totalCount: number | null;
  error: CityError | null;
  isLoading: boolean;
  next: string | null;
}

const NOTHING: Loaded = {
  of: null,
  rows: [],
  fresh: new Set(),
  totalCount: null,
  error: null,
  isLoading: true,
  next: null,
};

export function useCaseList(choice: CaseChoice): CaseList {
  const { client } = useCity();
  const [loaded, setLoaded] = useState<Loaded>(NOTHING);
  const turn = useRef(0);
  const isBusy = useRef(false);
  /** What happened while a page was on its way, which may have been read before. */
  const meanwhile = useRef<WorklistCaseFragment[]>([]);
  const key = JSON.stringify(choice);

  const load = useCallback(
    async (mine: number, after: string | null): Promise<void> => {
      isBusy.current = true;
      meanwhile.current = [];
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
        // Rows of another list would pass for this one's, and its next page be asked for behind them.
        setLoaded((before) => ({
          ...(before.of === key ? before : NOTHING),
          error: page,
          isLoading: false,
        }));
        return;
      }
      const changes = meanwhile.current;
      setLoaded((before) => {
        const loaded = { ...append(after === null ? NOTHING : before, page), of: key };
        return asked.kind === 'FILTER' ? takeCases(loaded, changes, asked.filter, client) : loaded;
      });
    },
    [client, key],
  );

  /** What is still on its way of another list, or of this one, is not wanted any more. */
  const turnOver = useCallback((): number => {
    setLoaded((before) => ({ ...before, isLoading: true }));
    return (turn.current += 1);
  }, []);
  useEffect(() => void turnOver(), [key, turnOver]);
  const reload = useCallback(() => void load(turnOver(), null), [load, turnOver]);

  const { next, isLoading } = loaded;
  const more = useCallback(() => {
    if (next === null || isLoading || isBusy.current) return;
    void load(turn.current, next);
  }, [load, next, isLoading]);
  const onCases = useCallback(
    (cases: readonly WorklistCaseFragment[], filter: CaseFilter) => {
      if (isBusy.current) meanwhile.current.push(...cases);
      setLoaded((before) => takeCases(before, cases, filter, client));
    },
    [client],
  );
  const onCount = useCallback(
    (totalCount: number) =>
      // Whoever has all of them counts by itself, and at once.
      setLoaded((before) => (before.next === null ? before : { ...before, totalCount })),
    [],
  );
  useLiveCases(choice, { onCases, onCount, onGap: reload, onStart: reload });
  return { ...loaded, more, reload };
}

function takeCases(
  before: Loaded,
  cases: readonly WorklistCaseFragment[],
  filter: CaseFilter,
  { clock }: DashboardClient,
): Loaded {
  if (cases.length === 0 || before.totalCount === null) return before;
  const isWanted = (row: WorklistCaseFragment): boolean => isIn(filter, row, clock.now());
  const isWhole = before.next === null;
  const changed = takeChanges(before.rows, cases, isWanted, isWhole);
  return { ...before, ...changed, ...(isWhole && { totalCount: changed.rows.length }) };
}

function append(before: Loaded, { totalCount, pageInfo, edges }: Page): Loaded {
  // A row that moved on by an event comes again with the page of its new place.
  const known = new Set(before.rows.map(({ id }) => id));
  return {
    of: before.of,
    rows: [...before.rows, ...edges.map(({ node }) => node).filter(({ id }) => !known.has(id))],
    fresh: before.fresh,
    totalCount,
    error: null,
    isLoading: false,
    next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
  };
}
