import type { MikroORM } from '@mikro-orm/postgresql';
import { readBounds } from '../events/event-log.store.ts';
import { isBefore, type Position } from '../events/event-position.ts';
import { invalidOutcomeCursor } from './outcome.rules.ts';
import { readOutcomes, type OutcomePage } from './outcome.store.ts';

interface OutcomeQuery {
  /** Begin of the petition ids, such as `national`. */
  mailbox: string;
  after: Position;
  limit: number;
}

/** @throws CURSOR_INVALID for one ahead of the log, which comes from before a restore */
export async function loadOutcomes(orm: MikroORM, query: OutcomeQuery): Promise<OutcomePage> {
  const em = orm.em.fork();
  if (isBefore((await readBounds(em)).end, query.after)) throw invalidOutcomeCursor();
  return readOutcomes(em, query);
}
