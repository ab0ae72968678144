import type { EntityManager } from '@mikro-orm/postgresql';
import type { MonthlyTimeliness } from '../generated/resolver-types.ts';

/** Submissions from `from` on and before `before`; null leaves that side open. */
export interface Submitted {
  from: Date | null;
  before: Date | null;
}

const ANSWERED = "'REPLIED', 'FIRST_REVIEWED', 'SECOND_REVIEWED', 'CONCLUDED', 'ARCHIVED'";

/** An answer is late from the end of the due day on; without a limit (R11) none is. */
const MONTHLY = `
  select
    to_char(c.submitted_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
    count(*)::int as letters,
    count(*) filter (where c.state = 'DECLINED')::int as declined,
    count(*) filter (where c.state in (${ANSWERED}))::int as answered,
    count(*) filter (where c.state in ('REGISTERED', 'ACCEPTED', 'ASSIGNED'))::int as open,
    count(*) filter (where c.state in (${ANSWERED})
      and (h.due_at is null or h.met_at < h.due_at))::int as "onTime",
    count(*) filter (where c.state in (${ANSWERED})
      and h.met_at >= h.due_at)::int as late
  from "case" c
  left join (
    select case_id, max(due_at) as due_at, max(met_at) as met_at
    from deadline where kind = 'HANDLING' group by case_id
  ) h on h.case_id = c.id
  where (?::timestamptz is null or c.submitted_at >= ?::timestamptz)
    and (?::timestamptz is null or c.submitted_at < ?::timestamptz)
  group by month order by month`;

export function countMonthly(
  em: EntityManager,
  { from, before }: Submitted,
): Promise<MonthlyTimeliness[]> {
  return em.execute<MonthlyTimeliness[]>(MONTHLY, [from, from, before, before]);
}
