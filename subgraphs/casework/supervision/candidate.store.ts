import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { casesSeenBy } from '../cases/case.scope.ts';

/** A case that is to be supervised, with why. */
export interface Candidate {
  caseId: string;
  isOverdue: boolean;
  isFruitless: boolean;
}

const CANDIDATES = `select c.id as "caseId",
    exists (select from deadline d where d.case_id = c.id and d.met_at is null and d.due_at <= ?
      and d.kind in ('HANDLING', 'ASSIGNMENT')) as "isOverdue",
    exists (select from assignment a where a.case_id = c.id and a.kind = 'MANDATE'
      and a.state in ('ISSUED', 'RECEIVED')) as "isFruitless"
  from "case" c
  where c.due_at <= ? and c.state in ('ACCEPTED', 'ASSIGNED')
    and exists (select from deadline d where d.case_id = c.id and d.met_at is null and d.due_at <= ?
      and d.kind in ('HANDLING', 'ASSIGNMENT'))
    and not exists (select from supervision s where s.case_id = c.id and s.delivered_at is null)`;

/** R43: reading changes nothing, so however often it is asked each case is a candidate once. */
export async function findCandidates(
  em: EntityManager,
  { actor, now, first }: { actor: Actor; now: Date; first: number },
): Promise<Candidate[]> {
  const seen = casesSeenBy(actor);
  const own =
    actor.role === 'DISTRICT_BUREAU' ? ` and c.mailbox = 'DISTRICT' and c.mailbox_unit = ?` : '';
  return em.execute<Candidate[]>(
    `${CANDIDATES}${seen ? ` and ${seen.sql}` : ''}${own} order by c.due_at, c.id limit ?`,
    [now, now, now, ...(seen?.params ?? []), ...(own ? [actor.unit] : []), first],
  );
}
