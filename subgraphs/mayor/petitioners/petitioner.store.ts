import type { EntityManager } from '@mikro-orm/postgresql';
import type { SealedTable } from '../../kit/secrecy/reseal.ts';
import type { Vault } from '../../kit/secrecy/vault.ts';
import type { Identity, Registration } from './petitioner.entity.ts';
import { documentKey } from './petitioner.rules.ts';

/** Sealed texts are bound to their account. */
export const PETITIONER_SEALS: SealedTable = {
  table: 'petitioner',
  key: 'account',
  placeOf: (account) => `petitioner:${account}`,
};

const DOCUMENT_PURPOSE = 'petitioner.document';

export interface PetitionerStore {
  find(em: EntityManager, account: string): Promise<Registration | null>;
  /** As `find`; until the transaction ends nobody else changes or removes it. */
  hold(em: EntityManager, account: string): Promise<Registration | null>;
  /** False where the account or the document is registered already. */
  insertNew(em: EntityManager, registration: Registration): Promise<boolean>;
  /** Of an account that is registered: what its document is stays. */
  replace(em: EntityManager, account: string, identity: Identity): Promise<void>;
  /** False where the account was not registered. */
  remove(em: EntityManager, account: string): Promise<boolean>;
}

/** Registrations; sealed on the way in and opened on the way out, here and nowhere else. */
export function createPetitionerStore(vault: Vault): PetitionerStore {
  const seal = (account: string, identity: Identity): string =>
    vault.seal(JSON.stringify(identity), PETITIONER_SEALS.placeOf(account));
  const read = async (
    em: EntityManager,
    account: string,
    lock: '' | 'for update',
  ): Promise<Registration | null> => {
    const [row] = await em.execute<{ sealed: string; registered_at: string }[]>(
      `select sealed, registered_at from petitioner where account = ? ${lock}`,
      [account],
    );
    if (!row) return null;
    const identity = JSON.parse(
      vault.open(row.sealed, PETITIONER_SEALS.placeOf(account)),
    ) as Identity;
    return { ...identity, account, registeredAt: new Date(row.registered_at) };
  };
  return {
    find: (em, account) => read(em, account, ''),
    hold: (em, account) => read(em, account, 'for update'),
    insertNew: async (em, { account, registeredAt, ...identity }) => {
      const index = vault.indexOf(documentKey(identity), DOCUMENT_PURPOSE);
      const inserted = await em.execute<unknown[]>(
        `insert into petitioner (account, document_index, sealed, registered_at)
         values (?, ?, ?, ?) on conflict do nothing returning account`,
        [account, index, seal(account, identity), registeredAt],
      );
      return inserted.length > 0;
    },
    replace: async (em, account, identity) => {
      await em.execute('update petitioner set sealed = ? where account = ?', [
        seal(account, identity),
        account,
      ]);
    },
    remove: async (em, account) => {
      const removed = await em.execute<unknown[]>(
        'delete from petitioner where account = ? returning account',
        [account],
      );
      return removed.length > 0;
    },
  };
}
