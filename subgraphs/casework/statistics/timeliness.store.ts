import type { EntityManager } from '@mikro-orm/postgresql';
import { casesSeenBy, type Viewer } from '../cases/case.scope.ts';
import type { MonthlyTimeliness, StatisticsMeasure } from '../generated/resolver-types.ts';
import { MEASURES } from './measure.rules.ts';

/** Submissions from `from` on and before `before`; null leaves that side open. */
export interface Submitted {
  from: Date | null;
  before: Date | null;
}

/** By the same conditions as the figures of the same names. */
const MONTHLY = `
  select
    to_char(c.submitted_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
    ${count('RECEIVED')} as letters,
    ${count('DECLINED')} as declined,
    ${count('ANSWERED')} as answered,
    ${count('OPEN')} as open,
    ${count('ON_TIME')} as "onTime",
    ${count('LATE')} as late
  from case_fact c
  where (?::timestamptz is null or c.submitted_at >= ?::timestamptz)
    and (?::timestamptz is null or c.submitted_at < ?::timestamptz)`;

function count(measure: StatisticsMeasure): string {
  return `count(*) filter (where ${MEASURES[measure].condition})::int`;
}

export function countMonthly(
  em: EntityManager,
  viewer: Viewer,
  { from, before }: Submitted,
): Promise<MonthlyTimeliness[]> {
  const seen = casesSeenBy(viewer, 'c.case_id');
  return em.execute<MonthlyTimeliness[]>(
    `${MONTHLY}${seen ? ` and ${seen.sql}` : ''} group by month order by month`,
    [from, from, before, before, ...(seen?.params ?? [])],
  );
}
