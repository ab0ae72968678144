import type { Vault } from '../secrecy/vault.ts';
import type { StoredPetition } from './petition.entity.ts';

/** Columns whose texts say who wrote, or what; the database never holds them open. */
export const SEALED_COLUMNS = [
  'title',
  'content',
  'petitionerName',
  'petitionerPhone',
  'petitionerIdNumber',
  'petitionerAddress',
] as const;

/** Of what is remembered with an idempotency key. */
export const REMEMBERED_PLACE = 'command_receipt.result';

/** A letter as it is stored. */
export function sealPetition<Row extends StoredPetition>(vault: Vault, row: Row): Row {
  return convert(row, vault.seal);
}

/** A letter as it was before it was sealed. */
export function openPetition<Row extends StoredPetition>(vault: Vault, row: Row): Row {
  return convert(row, vault.open);
}

/** Each text is bound to its column and letter, so that none can be moved to another. */
function convert<Row extends StoredPetition>(
  row: Row,
  change: (text: string, place: string) => string,
): Row {
  const changed: Row = { ...row };
  for (const column of SEALED_COLUMNS) {
    const text = row[column];
    if (text !== null) Object.assign(changed, { [column]: change(text, `${column}:${row.id}`) });
  }
  changed.jointSignatories = row.jointSignatories.map((name, index) =>
    change(name, `jointSignatories.${index}:${row.id}`),
  );
  return changed;
}
