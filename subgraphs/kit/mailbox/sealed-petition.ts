import type { Vault } from '../secrecy/vault.ts';
import type { StoredPetition } from './petition.entity.ts';

/** What says who wrote, or what; the database holds it as one sealed text, never open. */
const SEALED = [
  'title',
  'content',
  'place',
  'petitioner',
  'beneficiary',
  'jointSignatories',
  'representatives',
] as const satisfies readonly (keyof StoredPetition)[];

type Sealed = (typeof SEALED)[number];

/** A row of `petition`. */
export type PetitionRecord<Row extends StoredPetition> = Omit<Row, Sealed> & { sealed: string };

/** Of what is remembered with an idempotency key. */
export const REMEMBERED_PLACE = 'command_receipt.result';

/** The text is bound to its letter, so that it cannot be moved to another. */
export function placeOf(petitionId: string): string {
  return `petition:${petitionId}`;
}

/** A letter as it is stored. */
export function sealPetition<Row extends StoredPetition>(
  vault: Vault,
  row: Row,
): PetitionRecord<Row> {
  const open: Partial<Row> = { ...row };
  for (const column of SEALED) Reflect.deleteProperty(open, column);
  const personal = Object.fromEntries(SEALED.map((column) => [column, row[column]]));
  const sealed = vault.seal(JSON.stringify(personal), placeOf(row.id));
  return { ...(open as Omit<Row, Sealed>), sealed };
}

/** A letter as it was before it was sealed. */
export function openPetition<Row extends StoredPetition>(
  vault: Vault,
  { sealed, ...open }: PetitionRecord<Row>,
): Row {
  const personal = JSON.parse(vault.open(sealed, placeOf(open.id))) as Pick<Row, Sealed>;
  return { ...open, ...personal } as unknown as Row;
}
