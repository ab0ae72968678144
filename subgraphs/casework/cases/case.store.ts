import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { notFound } from '../../kit/errors.ts';
import { isCaseId } from '../input/ids.rules.ts';
import type { CaseFilter, CaseOrder } from '../generated/resolver-types.ts';
import { maySee } from './case.access.rules.ts';
import { CaseEntity, type CaseRow } from './case.entity.ts';
import { casesSeenBy, filterConditions, type Condition, type Viewer } from './case.scope.ts';
import { ORDERS, type OrderedBy } from './case.order.ts';

export interface CaseSearch {
  actor: Viewer;
  filter: CaseFilter;
  /** Decides what is overdue. */
  now: Date;
  /** Only these of them, such as the ones that a figure counts. */
  only?: readonly Condition[];
}

export interface CaseSlice {
  order: CaseOrder;
  /** Values of the last row seen; null for the beginning. */
  after: OrderedBy | null;
  limit: number;
}

/** Up to `limit` cases in order, from the one after `after`. */
export async function searchCases(
  em: EntityManager,
  search: CaseSearch,
  { order, after, limit }: CaseSlice,
): Promise<CaseRow[]> {
  const rows: CaseRow[] = [];
  for (const part of ORDERS[order].parts(after)) {
    const { sql, params } = whereAll([...conditionsOf(search), part]);
    const found: Record<string, unknown>[] = await em.execute(
      `select c.* from "case" c ${sql} order by ${ORDERS[order].sql} limit ?`,
      [...params, limit - rows.length],
    );
    rows.push(...found.map((row) => em.map(CaseEntity, row)));
    if (rows.length >= limit) break;
  }
  return rows;
}

/** How many cases the search matches in all. */
export async function countCases(em: EntityManager, search: CaseSearch): Promise<number> {
  const { sql, params } = searchCondition(search);
  const [row] = await em.execute<{ total: number }[]>(
    `select count(*)::int as total from "case" c ${sql}`,
    [...params],
  );
  return row?.total ?? 0;
}

/** Reads cases by a unique column, past anything an earlier read remembered. */
export async function findCasesBy(
  em: EntityManager,
  column: 'id' | 'petitionId' | 'queryCodeHash',
  values: readonly string[],
): Promise<CaseRow[]> {
  return em.find(CaseEntity, { [column]: { $in: [...values] } }, { disableIdentityMap: true });
}

/**
 * Takes a case for one act, so that acts on one case happen one after another.
 * @param refusal names the argument by which the case was asked for
 * @throws NOT_FOUND where it does not exist or the actor has no part in it
 */
export async function lockCase(
  em: EntityManager,
  actor: Actor,
  caseId: string,
  refusal = notFound('caseId', caseId),
): Promise<CaseRow> {
  if (!isCaseId(caseId)) throw refusal;
  const row = await findForUpdate(em, { id: caseId });
  if (!row || !maySee(actor, row)) throw refusal;
  return row;
}

/** As lockCase, for whoever holds the query code; null for an unknown one. */
export function lockCaseOfCode(em: EntityManager, queryCodeHash: string): Promise<CaseRow | null> {
  return findForUpdate(em, { queryCodeHash });
}

/** As lockCase, for the mailbox that has the letter; null for one that is not registered. */
export function lockCaseOfPetition(em: EntityManager, petitionId: string): Promise<CaseRow | null> {
  return findForUpdate(em, { petitionId });
}

/** Reads a case and keeps others from changing it until the transaction ends. */
function findForUpdate(
  em: EntityManager,
  by: { id: string } | { petitionId: string } | { queryCodeHash: string },
): Promise<CaseRow | null> {
  return em.findOne(CaseEntity, by, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}

/** `where …` for "case" c: what the search matches and its actor may see. */
export function searchCondition(search: CaseSearch): Condition {
  return whereAll(conditionsOf(search));
}

function conditionsOf({ actor, filter, now, only = [] }: CaseSearch): Condition[] {
  const seen = casesSeenBy(actor);
  return [...(seen ? [seen] : []), ...filterConditions(filter, now), ...only];
}

function whereAll(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { sql: '', params: [] };
  return {
    sql: `where ${conditions.map(({ sql }) => sql).join(' and ')}`,
    params: conditions.flatMap(({ params }) => params),
  };
}
