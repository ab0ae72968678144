import type { Actor } from '../../../../schema/contract/actor.ts';
import { isCityOffice } from '../../profile/kept-from.rules.ts';
import { accessTo } from '../access.rules.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import type { MailboxContext } from '../petition.loaders.ts';
import type { NoticeOrderer, NoticeRow } from './notice.ts';
import type { ResendNotice } from './resend.commands.ts';

/** Petition.notices: for those who may see who wrote, since it says how they can be reached. */
export async function resolveNotices<Row extends MailboxPetition>(
  row: Row,
  _args: object,
  { actor, notices }: MailboxContext<Row>,
): Promise<NoticeRow[] | null> {
  const isOpen = accessTo(actor, row, row.handlingUnits) === 'full';
  return isOpen ? notices.load(row.id) : null;
}

type Orderer = { [Key in keyof NoticeOrderer]?: NoticeOrderer[Key] | null | undefined } & {
  role: string;
};

/** Of Notice: accounts are for the city's offices. */
export const noticeResolvers = {
  orderedBy: (
    { orderedBy }: { orderedBy?: Orderer | null | undefined },
    _args: object,
    { actor }: { actor: Actor },
  ): Orderer | null => {
    const seesAccount = isCityOffice(actor.role);
    return orderedBy
      ? { ...orderedBy, account: seesAccount ? (orderedBy.account ?? null) : null }
      : null;
  },
};

/** What the mutation of a mailbox resolves to, under whatever name its SDL has. */
export function createResendMutation<Row extends MailboxPetition>(resendNotice: ResendNotice) {
  type Context = Pick<MailboxContext<Row>, 'actor' | 'requestId'>;
  return (
    _root: object,
    args: Omit<Parameters<ResendNotice>[0], keyof Context>,
    { actor, requestId }: Context,
  ): Promise<NoticeRow> => resendNotice({ ...args, actor, requestId });
}
