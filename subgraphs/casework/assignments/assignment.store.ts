import type { EntityManager } from '@mikro-orm/postgresql';
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
