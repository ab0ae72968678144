import type { ResealBatch, SealedTable } from '../secrecy/reseal.ts';
import { SEAL_MARK } from '../secrecy/vault.ts';
import { placeOf, REMEMBERED_PLACE } from './sealed-petition.ts';

export const SEALED_LETTERS: SealedTable = { table: 'petition', key: 'id', placeOf };

const BATCH = 200;

/** What receipts of other commands hold is no secret and stays as it is. */
export const resealReceipts: ResealBatch = async (em, vault) => {
  const rows = await em.execute<{ id: string; result: string }[]>(
    `select ctid::text as id, result from command_receipt
     where starts_with(result, ?) and not starts_with(result, ?)
     limit ? for update skip locked`,
    [SEAL_MARK, vault.currentPrefix, BATCH],
  );
  for (const { id, result } of rows) {
    const anew = vault.seal(vault.open(result, REMEMBERED_PLACE), REMEMBERED_PLACE);
    await em.execute('update command_receipt set result = ? where ctid = ?::tid', [anew, id]);
  }
  return rows.at(-1)?.id ?? null;
};
