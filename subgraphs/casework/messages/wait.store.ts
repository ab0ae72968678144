import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Whether a unit has said something to the petitioner after an instant; petitioners' messages name no
 * unit. A reply is no answer to a message that was not told yet: whoever gave it need not have seen it.
 */
export async function wasAnsweredAfter(
  em: EntityManager,
  caseId: string,
  at: Date,
): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `select 1 from case_event
     where case_id = ? and at > ? and act = 'MESSAGE_SENT' and unit_id is not null limit 1`,
    [caseId, at],
  );
  return rows.length > 0;
}
