import type { EntityManager } from '@mikro-orm/postgresql';
import type { LimitKind } from '../../kit/profile/profile.ts';
import { DeadlineEntity, type DeadlineRow } from './deadline.entity.ts';

/** Soonest first. */
const ORDER = { dueAt: 'asc', id: 'asc' } as const;

export function findDeadlines(em: EntityManager, ids: string[]): Promise<DeadlineRow[]> {
  return em.find(DeadlineEntity, { id: { $in: ids } }, { disableIdentityMap: true });
}

export function findDeadlinesOfCases(em: EntityManager, caseIds: string[]): Promise<DeadlineRow[]> {
  return em.find(
    DeadlineEntity,
    { caseId: { $in: caseIds } },
    { orderBy: ORDER, disableIdentityMap: true },
  );
}

export function findDeadlinesOfAssignments(
  em: EntityManager,
  assignmentIds: string[],
): Promise<DeadlineRow[]> {
  return em.find(
    DeadlineEntity,
    { assignmentId: { $in: assignmentIds } },
    { orderBy: ORDER, disableIdentityMap: true },
  );
}

export async function insertDeadline(em: EntityManager, row: DeadlineRow): Promise<void> {
  await em.insert(DeadlineEntity, row);
}

export interface OpenDeadlines {
  caseId: string;
  kinds: readonly LimitKind[];
  /** Only this leg's. */
  assignmentId?: string | undefined;
  metAt: Date;
}

export async function markMet(em: EntityManager, open: OpenDeadlines): Promise<void> {
  const { caseId, kinds, assignmentId, metAt } = open;
  await em.nativeUpdate(
    DeadlineEntity,
    {
      caseId,
      kind: { $in: [...kinds] },
      metAt: null,
      ...(assignmentId === undefined ? {} : { assignmentId }),
    },
    { metAt },
  );
}

/** Whoever changes a case's deadlines takes turns, so that case.due_at is computed from all of them. */
export async function lockCase(em: EntityManager, caseId: string): Promise<void> {
  await em.execute('select 1 from "case" where id = ? for update', [caseId]);
}

export async function refreshDueAt(em: EntityManager, caseId: string): Promise<void> {
  await em.execute(
    `update "case" set due_at =
       (select min(due_at) from deadline where case_id = "case".id and met_at is null)
     where id = ?`,
    [caseId],
  );
}
