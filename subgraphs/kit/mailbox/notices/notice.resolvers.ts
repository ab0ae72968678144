import { accessTo } from '../access.rules.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import type { MailboxContext } from '../petition.loaders.ts';
import type { NoticeRow } from './notice.ts';

/** Petition.notices: for those who may see who wrote, since it says how they can be reached. */
export async function resolveNotices<Row extends MailboxPetition>(
  row: Row,
  _args: object,
  { actor, notices }: MailboxContext<Row>,
): Promise<NoticeRow[] | null> {
  const isOpen = accessTo(actor, row, row.handlingUnits) === 'full';
  return isOpen ? notices.load(row.id) : null;
}
