import type { PolicyBook } from '../../kit/profile/policy.ts';
import type { Condition } from '../cases/case.scope.ts';
import { endOfShanghaiDay } from '../deadlines/shanghai-time.ts';
import type { StatisticsDimension } from '../generated/resolver-types.ts';
import { statisticsMonths } from './period.rules.ts';

/** How the cases of a dimension fall into rows: SQL over case_fact c. */
export interface Grouping {
  /** The key of the row; text or null. */
  key: Condition;
  /** Joined in, where the key is read from it: a case has a row for each. */
  from: string;
}

/** How a dimension's rows are made of the cases submitted between two days. */
export function toGrouping(
  policies: PolicyBook,
  days: { from: string; to: string },
  dimension: StatisticsDimension,
): Grouping {
  switch (dimension) {
    case 'MAILBOX':
      return plain('c.mailbox');
    case 'CHANNEL':
      return plain('c.channel');
    case 'TYPE':
      return plain('c.type');
    case 'STATE':
      return plain('c.state');
    case 'CATEGORY':
      return plain(categoryTo(1));
    case 'SUBCATEGORY':
      return plain(categoryTo(2));
    case 'TOPIC':
      return plain('c.category');
    case 'DAY':
      return plain(`to_char(${LOCAL}, 'YYYY-MM-DD')`);
    case 'MONTH':
      return plain(`to_char(${LOCAL}, 'YYYY-MM')`);
    case 'STATISTICS_MONTH':
      return byStatisticsMonth(policies, days);
    case 'UNIT':
      return { ...plain('u.unit'), from: unitsLike('%') };
    case 'DISTRICT':
      return { ...plain('u.unit'), from: unitsLike('district:%') };
  }
}

const LOCAL = `(c.submitted_at at time zone 'Asia/Shanghai')`;

function plain(sql: string): Grouping {
  return { key: { sql, params: [] }, from: '' };
}

/** The first names of the path, as many as it has. */
function categoryTo(level: number): string {
  return `array_to_string((string_to_array(c.category, '/'))[1:${level}], '/')`;
}

/** A case without any such unit has a row too, so that the rows leave nothing out. */
function unitsLike(pattern: string): string {
  const units = `unnest(c.handling_units || c.mailbox_unit) of_case (unit) where unit like '${pattern}'`;
  return `cross join lateral (select distinct unit from ${units}
    union all select null where not exists (select from ${units})) u`;
}

/** R94: its borders are the policy's. */
function byStatisticsMonth(policies: PolicyBook, days: { from: string; to: string }): Grouping {
  const months = statisticsMonths(policies, days);
  const ends = months.slice(0, -1).map(({ to }) => endOfShanghaiDay(to));
  return {
    key: {
      sql: `(array[${marks(months.length)}]::text[])[
        1 + width_bucket(c.submitted_at, array[${marks(ends.length)}]::timestamptz[])]`,
      params: [...months.map(({ label }) => label), ...ends],
    },
    from: '',
  };
}

function marks(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}
