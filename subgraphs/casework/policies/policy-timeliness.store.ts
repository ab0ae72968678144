import type { EntityManager } from '@mikro-orm/postgresql';
import { casesSeenBy, type Viewer } from '../cases/case.scope.ts';
import type { ChannelName, MailboxName, PetitionTypeName } from '../../kit/profile/policy.ts';

/** A case that was answered, with all that a handling limit depends on. */
export interface AnsweredCase {
  registrationNumber: string;
  petitionType: PetitionTypeName;
  channel: ChannelName;
  mailbox: MailboxName;
  mailboxUnit: string | null;
  acceptedAt: Date;
  answeredAt: Date;
}

/** In the order of their registration numbers. */
export async function findAnsweredCases(
  em: EntityManager,
  viewer: Viewer,
): Promise<AnsweredCase[]> {
  const seen = casesSeenBy(viewer);
  const rows = await em.execute<(AnsweredCase & { acceptedAt: string; answeredAt: string })[]>(
    `select c.registration_number as "registrationNumber", c.type as "petitionType", c.channel,
       c.mailbox, c.mailbox_unit as "mailboxUnit", c.accepted_at as "acceptedAt", max(r.replied_at) as "answeredAt"
     from "case" c join reply r on r.case_id = c.id
     where c.state in ('REPLIED', 'CONCLUDED') and c.accepted_at is not null
       ${seen ? `and ${seen.sql}` : ''}
     group by c.id order by c.registration_number`,
    [...(seen?.params ?? [])],
  );
  return rows.map((row) => ({
    ...row,
    acceptedAt: new Date(row.acceptedAt),
    answeredAt: new Date(row.answeredAt),
  }));
}
