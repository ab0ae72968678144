import { accessTo } from '../access.rules.ts';
import { isCityOffice } from '../../profile/kept-from.rules.ts';
import type { ModerationGround } from '../../profile/word-lists.ts';
import { maskPersonal } from '../mask-text.rules.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import type { MailboxContext } from '../petition.loaders.ts';
import type { ModerationCommands } from './moderation.commands.ts';
import { canAppeal } from './moderation.rules.ts';
import { moderationState, type ModerationEntry, type ModerationState } from './moderation.ts';

/** Moderation of the SDL. */
interface ModerationView {
  state: ModerationState;
  ground: ModerationGround | null;
  canAppeal: boolean;
  entries: (Omit<ModerationEntry, 'account'> & { account: string | null })[];
}

/** Petition.moderation: for those who may read the letter; accounts are for the city's offices. */
export async function resolveModeration<Row extends MailboxPetition>(
  row: Row,
  _args: object,
  { actor, accesses, moderations }: MailboxContext<Row>,
): Promise<ModerationView | null> {
  const access = accessTo(actor, row, row.handlingUnits);
  if (access === 'none') return null;
  const entries = await moderations.load(row.id);
  const state = moderationState(entries);
  if (!state) return null;
  // reasons and appeals say of the letter what its text says
  accesses.note(row, 'LETTER');
  return {
    state,
    ground: entries.at(-1)?.ground ?? null,
    canAppeal: canAppeal(entries),
    entries: entries.map((entry) => ({
      ...entry,
      // who may not see who wrote is not told by what somebody else wrote about them
      reason: access === 'full' ? entry.reason : maskPersonal(row, entry.reason),
      account: isCityOffice(actor.role) ? entry.account : null,
    })),
  };
}

/** What the two mutations of a mailbox resolve to, under whatever names its SDL has. */
export function createModerationMutations<Row extends MailboxPetition>({
  moderate,
  appeal,
}: ModerationCommands<Row>) {
  type Context = Pick<MailboxContext<Row>, 'actor' | 'requestId' | 'client'>;
  return {
    moderate: (_root: object, args: ArgumentsOf<typeof moderate>, { actor, requestId }: Context) =>
      moderate({ ...args, actor, requestId }),
    appeal: (
      _root: object,
      args: ArgumentsOf<typeof appeal>,
      { actor, requestId, client }: Context,
    ) => appeal({ ...args, actor, requestId, client }),
  };
}

type ArgumentsOf<Command extends (input: never) => unknown> = Omit<
  Parameters<Command>[0],
  'actor' | 'requestId' | 'client'
>;
