import { forbidden } from '../errors.ts';
import { accessTo, isAccused, mayKnowOf } from './access.rules.ts';
import { maskName } from './mask.rules.ts';
import { resolveAttachments } from './attachments/attachment.resolvers.ts';
import { resolveAccessLog } from './access-log/access-log.resolvers.ts';
import { resolveMessages } from './messages/message.resolvers.ts';
import { resolveModeration } from './moderation/moderation.resolvers.ts';
import { resolvePublicVersion } from './publications/public-version.resolvers.ts';
import { resolveNotices } from './notices/notice.resolvers.ts';
import type { MailboxPetition, Person } from './petition.entity.ts';
import type { MailboxContext } from './petition.loaders.ts';

/** Petitioner of the SDL. */
interface PetitionerView extends Person {
  isMasked: boolean;
}

/** A representation as the gateway sends it: the key, and what `@requires` brings from casework. */
interface PetitionReference {
  id: string;
  handlingUnits?: readonly string[] | null | undefined;
}

/** Resolvers every mailbox's petition type shares; all other fields are columns. */
export function createPetitionResolvers<Row extends MailboxPetition>() {
  type Context = MailboxContext<Row>;
  return {
    /** One query for all representations of a request; the case's facts travel with the row. */
    __resolveReference: async (
      { id, handlingUnits }: PetitionReference,
      { petitions, actor }: Context,
    ): Promise<Row | null> => {
      const row = await petitions.byId(id);
      return row && !isAccused(actor, row) ? { ...row, handlingUnits } : null;
    },
    title: (row: Row, _args: object, { actor }: Context): string => {
      checkReadable(row, actor);
      return row.title;
    },
    content: (row: Row, _args: object, { actor, accesses }: Context): string => {
      checkReadable(row, actor);
      accesses.note(row, 'LETTER');
      return row.content;
    },
    place: (row: Row, _args: object, { actor }: Context): string | null => {
      checkReadable(row, actor);
      return row.place;
    },
    isAssisted: (row: Row): boolean => row.filedBy !== null,
    petitioner: (row: Row, _args: object, context: Context): PetitionerView =>
      personSeen(row, row.petitioner, context),
    beneficiary: (row: Row, _args: object, context: Context): PetitionerView | null =>
      row.beneficiary && personSeen(row, row.beneficiary, context),
    jointSignatories: (row: Row, _args: object, context: Context): string[] =>
      namesSeen(row, row.jointSignatories, context),
    representatives: (row: Row, _args: object, context: Context): string[] =>
      namesSeen(row, row.representatives, context),
    accessLog: resolveAccessLog<Row>,
    attachments: resolveAttachments<Row>,
    messages: resolveMessages<Row>,
    notices: resolveNotices<Row>,
    moderation: resolveModeration<Row>,
    publicVersion: resolvePublicVersion<Row>,
  };
}

/** A letter by id for a root field; null where the actor may not know of it (R8). */
export async function findKnownPetition<Row extends MailboxPetition>(
  id: string,
  { petitions, actor }: MailboxContext<Row>,
): Promise<Row | null> {
  if (actor.role === 'ANONYMOUS') return null;
  const row = await petitions.byId(id);
  return row && mayKnowOf(actor, row) ? row : null;
}

/** @throws FORBIDDEN unless the actor may read the letter */
export function checkReadable(row: MailboxPetition, actor: Parameters<typeof accessTo>[0]): void {
  if (accessTo(actor, row, row.handlingUnits) === 'none') throw forbidden('read this letter');
}

type Seeing = Pick<MailboxContext<MailboxPetition>, 'actor' | 'accesses'>;

function seesNames(row: MailboxPetition, { actor, accesses }: Seeing): boolean {
  if (accessTo(actor, row, row.handlingUnits) !== 'full') return false;
  accesses.note(row, 'PETITIONER');
  return true;
}

function personSeen(row: MailboxPetition, person: Person, context: Seeing): PetitionerView {
  if (seesNames(row, context)) return { ...person, isMasked: false };
  const { kind } = person;
  const name = maskName(kind, person.name);
  const hidden = { phone: null, email: null, idNumber: null, address: null };
  return { kind, name, ...hidden, isMasked: true };
}

function namesSeen(row: MailboxPetition, names: readonly string[], context: Seeing): string[] {
  if (names.length === 0 || seesNames(row, context)) return [...names];
  return names.map((name) => maskName('PERSON', name));
}
