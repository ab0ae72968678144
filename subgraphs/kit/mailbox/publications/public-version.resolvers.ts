import { accessTo } from '../access.rules.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import type { MailboxContext } from '../petition.loaders.ts';
import type { PublicationCommands } from './public-version.commands.ts';
import type { PublicTexts } from './public-version.store.ts';

/** PublicVersion of the SDL. */
interface PublicVersionView extends PublicTexts {
  releasedAt: Date;
}

/** Petition.publicVersion: as it is now, for those who may read the letter. */
export async function resolvePublicVersion<Row extends MailboxPetition>(
  row: Row,
  _args: object,
  { actor, publicVersions }: MailboxContext<Row>,
): Promise<PublicVersionView | null> {
  if (accessTo(actor, row, row.handlingUnits) === 'none') return null;
  const newest = await publicVersions.load(row.id);
  return newest?.texts ? { ...newest.texts, releasedAt: newest.at } : null;
}

/** What the two mutations of a mailbox resolve to, under whatever names its SDL has. */
export function createPublicationMutations<Row extends MailboxPetition>({
  release,
  takeBack,
}: PublicationCommands<Row>) {
  type Context = Pick<MailboxContext<Row>, 'actor' | 'requestId'>;
  return {
    release: (_root: object, args: ArgumentsOf<typeof release>, { actor, requestId }: Context) =>
      release({ ...args, actor, requestId }),
    takeBack: (_root: object, args: ArgumentsOf<typeof takeBack>, { actor, requestId }: Context) =>
      takeBack({ ...args, actor, requestId }),
  };
}

type ArgumentsOf<Command extends (input: never) => unknown> = Omit<
  Parameters<Command>[0],
  'actor' | 'requestId'
>;
