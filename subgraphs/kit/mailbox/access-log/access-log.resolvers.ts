import type { Actor } from '../../../../schema/contract/actor.ts';
import { forbidden, unauthenticated } from '../../errors.ts';
import { checkPageSize, type Page } from '../../pages/keyset.ts';
import { actsAsOffice } from '../../profile/kept-from.rules.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import type { MailboxContext } from '../petition.loaders.ts';
import type { AccessLogEntry } from './access-log.store.ts';

interface PageArguments {
  first: number;
  after?: string | null | undefined;
}

/** Petition.accessLog: the supervising office sees who it was, the petitioner which office (R96). */
export async function resolveAccessLog<Row extends MailboxPetition>(
  row: Row,
  { first, after }: PageArguments,
  { actor, accessLog }: MailboxContext<Row>,
): Promise<Page<AccessLogEntry>> {
  checkMaySeeLog(actor, row);
  const page = await accessLog.read(row.id, checkPageSize(first), after ?? null);
  if (actsAsOffice(actor, row)) return page;
  const edges = page.edges.map(({ cursor, node }) => ({
    cursor,
    node: { ...node, account: null },
  }));
  return { ...page, edges };
}

function checkMaySeeLog(actor: Actor, row: MailboxPetition): void {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  const isOwn = actor.role === 'CITIZEN' && row.petitionerAccount === actor.id;
  if (!isOwn && !actsAsOffice(actor, row)) throw forbidden('see who has read this letter');
}
