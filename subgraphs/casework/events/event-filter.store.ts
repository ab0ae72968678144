import type { Condition } from '../cases/case.scope.ts';
import type { EventFilter } from './event-position.ts';

/** From whom the case of an event ce is kept; few are, and have an index of their own. */
export const KEPT_FROM = `(select k.kept_from from "case" k
  where k.id = ce.case_id and k.kept_from is not null) as kept_from`;

/** The log as readers see it: each event with the level of its alert. */
export const LOGGED_EVENT = `(select ce.*, a.level, ${KEPT_FROM} from case_event ce
  left join overdue_alert a on a.id = ce.alert_id)`;

/** What a filter asks for, as SQL over LOGGED_EVENT e; event-position.ts says the same of one event. */
export function filterCondition({
  acts,
  caseId,
  units,
  districts,
  levels,
  shownTo,
}: EventFilter): Condition {
  const conditions = [
    oneOf('e.act', acts),
    caseId === null ? null : { sql: 'e.case_id = ?', params: [caseId] },
    oneOf('e.unit_id', units),
    oneOf('e.level', levels),
    shownTo && {
      sql: `(e.kept_from is null or e.kept_from not in (?, 'BOTH'))`,
      params: [shownTo],
    },
    districts && { sql: `e.districts && ${LIST}`, params: [JSON.stringify(districts)] },
  ].filter((condition) => condition !== null);
  return {
    sql: ['true', ...conditions.map(({ sql }) => sql)].join(' and '),
    params: conditions.flatMap(({ params }) => params),
  };
}

/** As a parameter a list is one text, whatever its length. */
const LIST = 'array(select json_array_elements_text(?::json))';

function oneOf(column: string, values: readonly string[] | null): Condition | null {
  return values && { sql: `${column} = any(${LIST})`, params: [JSON.stringify(values)] };
}
