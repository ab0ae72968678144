import type { EntityManager } from '@mikro-orm/postgresql';
import type { Condition } from '../cases/case.scope.ts';
import type { UnitMeasure } from '../generated/resolver-types.ts';
import { UNIT_MEASURES, UNIT_MEASURE_NAMES } from './measure.rules.ts';
import type { UnitParts } from './ranking.rules.ts';
import type { Selection } from './selection.rules.ts';
import { selected, type Count } from './statistics.store.ts';

/** What each unit did of its own parts. */
export async function countParts(em: EntityManager, selection: Selection): Promise<UnitParts[]> {
  const parts = partsOf(selection);
  const rows = await em.execute<Record<string, unknown>[]>(
    `select p.unit_id as unit, ${UNIT_MEASURE_NAMES.map(countOf).join(', ')}
     from (${parts.sql}) p group by p.unit_id`,
    [...parts.params],
  );
  return rows.map((row) => ({
    unitId: String(row.unit),
    counts: new Map(
      UNIT_MEASURE_NAMES.map((part): [UnitMeasure, Count] => [
        part,
        { count: Number(row[part]), people: Number(row[`${part}_people`]) },
      ]),
    ),
  }));
}

/** The ids of the cases that one of a unit's figures counts. */
export function partIds(selection: Selection, unit: string, part: UnitMeasure): Condition {
  const parts = partsOf(selection);
  return {
    sql: `select p.case_id from (${parts.sql}) p
      where p.unit_id = ? and ${UNIT_MEASURES[part].condition}`,
    params: [...parts.params, unit],
  };
}

/**
 * One row per unit and case: a unit's assignments by their own limits (R55), and what came to its own
 * mailbox by the limit of the whole (R65).
 */
function partsOf(selection: Selection): Condition {
  const where = selected(selection);
  return {
    sql: `with of_period as (
        select c.* from case_fact c where ${where.sql} and c.state <> 'DECLINED'),
      part as (
        select f.case_id, f.signatory_count, a.unit_id, a.state = 'COMPLETED' as is_done,
          d.met_at, d.due_at
        from of_period f join assignment a on a.case_id = f.case_id
        left join deadline d on d.assignment_id = a.id and d.kind = 'ASSIGNMENT'
        where a.kind <> 'FOR_REFERENCE' and a.state <> 'RETURNED'
        union all
        select case_id, signatory_count, mailbox_unit,
          state not in ('REGISTERED', 'ACCEPTED', 'ASSIGNED'), handling_met_at, handling_due_at
        from of_period where mailbox_unit is not null)
      select case_id, unit_id, max(signatory_count) as signatory_count,
        bool_and(is_done) as is_done, bool_or(is_done and met_at >= due_at) as is_late,
        bool_or(not is_done and due_at <= ?::timestamptz) as is_overdue
      from part group by case_id, unit_id`,
    params: [...where.params, selection.search.now],
  };
}

function countOf(part: UnitMeasure): string {
  const { condition } = UNIT_MEASURES[part];
  return `count(*) filter (where ${condition})::int as "${part}",
    coalesce(sum(p.signatory_count) filter (where ${condition}), 0)::int as "${part}_people"`;
}
