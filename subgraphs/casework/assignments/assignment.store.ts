import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { notFound } from '../../kit/errors.ts';
import { maySee } from '../cases/case.access.rules.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { findForUpdate } from '../cases/case.store.ts';
import { isAssignmentId } from '../input/ids.rules.ts';
import { AssignmentEntity, type AssignmentRow } from './assignment.entity.ts';

const IN_ORDER_OF_ISSUE = { issuedAt: 'asc', id: 'asc' } as const;

/** Assignments of cases, in order of issue, past anything an earlier read remembered. */
export function findAssignmentsBy(
  em: EntityManager,
  column: 'id' | 'caseId',
  values: readonly string[],
): Promise<AssignmentRow[]> {
  return em.find(
    AssignmentEntity,
    { [column]: { $in: [...values] } },
    { disableIdentityMap: true, orderBy: IN_ORDER_OF_ISSUE },
  );
}

/** Assignments of a case that the transaction holds. */
export function assignmentsOfHeldCase(em: EntityManager, caseId: string): Promise<AssignmentRow[]> {
  return em.find(AssignmentEntity, { caseId }, { orderBy: IN_ORDER_OF_ISSUE, refresh: true });
}

export function addAssignment(em: EntityManager, row: AssignmentRow): void {
  em.persist(em.create(AssignmentEntity, row));
}

export interface HeldAssignment {
  assignment: AssignmentRow;
  row: CaseRow;
}

/**
 * Takes an assignment with its case for one act.
 * @throws NOT_FOUND where it does not exist or the actor has no part in its case
 */
export async function lockAssignment(
  em: EntityManager,
  actor: Actor,
  assignmentId: string,
): Promise<HeldAssignment> {
  const [known] = isAssignmentId(assignmentId)
    ? await findAssignmentsBy(em, 'id', [assignmentId])
    : [];
  const row = known ? await findForUpdate(em, known.caseId) : null;
  if (!row || !maySee(actor, row)) throw notFound('assignmentId', assignmentId);
  const assignment = await em.findOneOrFail(AssignmentEntity, { id: assignmentId });
  return { assignment, row };
}
