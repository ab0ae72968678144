import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { casesSeenBy } from '../cases/case.scope.ts';

/** A case that is to be supervised, with why. */
export interface Candidate {
  caseId: string;
  isOverdue: boolean;
  isFruitless: boolean;
}

/** 超期未办结: the case's own limit, or that of a unit's part, has passed. */
const OVERDUE = `exists (select from deadline d where d.case_id = c.id and d.met_at is null
    and d.due_at <= ? and d.kind in ('HANDLING', 'ASSIGNMENT'))`;

/** 交办无果: a mandate past its own limit or its case's, or one whose result the call-back refuted (R90). */
const FRUITLESS = `(exists (select from assignment a join deadline d on d.case_id = a.case_id
      where a.case_id = c.id and a.kind = 'MANDATE' and a.state in ('ISSUED', 'RECEIVED')
        and d.met_at is null and d.due_at <= ?
        and (d.assignment_id = a.id or d.kind = 'HANDLING'))
    or exists (select from assignment a
      where a.case_id = c.id and a.kind = 'MANDATE' and a.state = 'COMPLETED'
        and exists (select from review v where v.case_id = c.id and v.call_back_result = 'REFUTED'
          and v.reviewed_at >= a.completed_at)))`;

/** Each way to a case goes over an index of its own. */
const CANDIDATES = `select * from (
    select c.id as "caseId", ${OVERDUE} as "isOverdue", ${FRUITLESS} as "isFruitless",
      c.due_at, c.mailbox, c.mailbox_unit, c.handling_units, c.kept_by
    from "case" c
    where c.id in (select o.id from "case" o where o.due_at <= ?
        union select v.case_id from review v where v.call_back_result = 'REFUTED')
      and c.state in ('ACCEPTED', 'ASSIGNED')
      and not exists (select from supervision s where s.case_id = c.id and s.delivered_at is null)
  ) c where (c."isOverdue" or c."isFruitless")`;

/** What the supervisors below the city's offices answer for, of all that they see. */
const OWN: Partial<Record<Actor['role'], string>> = {
  DISTRICT_BUREAU: ` and c.mailbox = 'DISTRICT' and c.mailbox_unit = ?`,
  DEPARTMENT: ' and c.kept_by = ?',
};

/** R43: reading changes nothing, so however often it is asked each case is a candidate once. */
export async function findCandidates(
  em: EntityManager,
  { actor, now, first }: { actor: Actor; now: Date; first: number },
): Promise<Candidate[]> {
  const seen = casesSeenBy(actor, 'c."caseId"');
  const own = OWN[actor.role] ?? '';
  const rows = await em.execute<Candidate[]>(
    `${CANDIDATES}${seen ? ` and ${seen.sql}` : ''}${own} order by c.due_at, c."caseId" limit ?`,
    [now, now, now, ...(seen?.params ?? []), ...(own ? [actor.unit] : []), first],
  );
  return rows.map(({ caseId, isOverdue, isFruitless }) => ({ caseId, isOverdue, isFruitless }));
}
