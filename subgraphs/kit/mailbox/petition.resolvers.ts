import { forbidden } from '../errors.ts';
import { accessTo, mayKnowOf } from './access.rules.ts';
import { maskName } from './mask.rules.ts';
import type { MailboxPetition, PetitionerKind } from './petition.entity.ts';
import type { MailboxContext } from './petition.loaders.ts';

/** Petitioner of the SDL. */
interface PetitionerView {
  kind: PetitionerKind;
  name: string;
  phone: string | null;
  idNumber: string | null;
  address: string | null;
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
      { petitions }: Context,
    ): Promise<Row | null> => {
      const row = await petitions.byId(id);
      return row && { ...row, handlingUnits };
    },
    title: (row: Row, _args: object, { actor }: Context): string => {
      checkReadable(row, actor);
      return row.title;
    },
    content: (row: Row, _args: object, { actor }: Context): string => {
      checkReadable(row, actor);
      return row.content;
    },
    petitioner: (row: Row, _args: object, { actor }: Context): PetitionerView =>
      accessTo(actor, row, row.handlingUnits) === 'full' ? fullPetitioner(row) : masked(row),
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

function checkReadable(row: MailboxPetition, actor: Parameters<typeof accessTo>[0]): void {
  if (accessTo(actor, row, row.handlingUnits) === 'none') throw forbidden('read this letter');
}

function fullPetitioner(row: MailboxPetition): PetitionerView {
  return {
    kind: row.petitionerKind,
    name: row.petitionerName,
    phone: row.petitionerPhone,
    idNumber: row.petitionerIdNumber,
    address: row.petitionerAddress,
    isMasked: false,
  };
}

function masked(row: MailboxPetition): PetitionerView {
  return {
    kind: row.petitionerKind,
    name: maskName(row.petitionerKind, row.petitionerName),
    phone: null,
    idNumber: null,
    address: null,
    isMasked: true,
  };
}
