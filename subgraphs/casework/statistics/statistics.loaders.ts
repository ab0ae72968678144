import type { EntityManager } from '@mikro-orm/postgresql';
import type { PolicyBook } from '../../kit/profile/policy.ts';
import type { CaseSearch } from '../cases/case.store.ts';
import { endOfShanghaiDay, startOfShanghaiDay } from '../deadlines/shanghai-time.ts';
import type { StatisticsMeasure } from '../generated/resolver-types.ts';
import { toGrouping, type Grouping } from './grouping.rules.ts';
import type { UnitParts } from './ranking.rules.ts';
import { countParts, partIds } from './ranking.store.ts';
import type { CountedBy, Selection } from './selection.rules.ts';
import { countedIds, countRows, type CountedRow } from './statistics.store.ts';

export interface StatisticsLoaders {
  countRows(
    selection: Selection,
    measures: readonly StatisticsMeasure[],
    grouping: Grouping | null,
  ): Promise<CountedRow[]>;
  countParts(selection: Selection): Promise<UnitParts[]>;
}

export function createStatisticsLoaders(em: EntityManager): StatisticsLoaders {
  return {
    countRows: (selection, measures, grouping) =>
      countRows(em.fork(), selection, measures, grouping),
    countParts: (selection) => countParts(em.fork(), selection),
  };
}

/** The search that finds exactly the cases a figure counts. */
export function countedSearch(
  policies: PolicyBook,
  selection: Selection,
  by: CountedBy,
): CaseSearch {
  const ids = idsOf(policies, selection, by);
  const { from, to, search } = selection;
  return {
    ...search,
    only: [
      // Told of the cases too, so that the index of their order serves.
      {
        sql: 'c.submitted_at >= ? and c.submitted_at < ?',
        params: [startOfShanghaiDay(from), endOfShanghaiDay(to)],
      },
      { sql: `c.id in (${ids.sql})`, params: ids.params },
    ],
  };
}

function idsOf(policies: PolicyBook, selection: Selection, by: CountedBy) {
  if ('unit' in by) return partIds(selection, by.unit, by.part);
  const { row, measure } = by;
  const grouping = row && toGrouping(policies, selection, row.dimension);
  return countedIds(selection, measure, grouping && { grouping, key: row.key });
}
