import type { EntitySchema } from '@mikro-orm/core';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { codedError } from '../errors.ts';
import { decodeCursor, encodeCursor, toPage, type Page } from '../pages/keyset.ts';
import { keepingOf } from '../profile/kept-from.rules.ts';
import type { Profile } from '../profile/profile.ts';
import type { Vault } from '../secrecy/vault.ts';
import type { MailboxPetition } from './petition.entity.ts';
import { openPetition, sealPetition, type PetitionRecord } from './sealed-petition.ts';

/** Which of an account's letters to list; mailbox null means all of the subgraph. */
interface OwnLetters {
  account: string;
  mailbox: string | null;
  first: number;
  after: string | null | undefined;
}

export interface PetitionStore<Row extends MailboxPetition> {
  /** Stores new letters and returns their ids; those already known (by a unique index) are left out. */
  insertNew(em: EntityManager, rows: readonly Row[]): Promise<string[]>;
  /** In any order. */
  readByIds(ids: readonly string[]): Promise<Row[]>;
  /** Newest first. @throws CURSOR_INVALID */
  readOwn(query: OwnLetters): Promise<Page<Row>>;
}

/**
 * Queries on the letters of one subgraph; rows are plain objects that no identity map holds. What
 * is personal is sealed on the way in and opened on the way out, here and nowhere else.
 */
export function createPetitionStore<Row extends MailboxPetition>(
  orm: MikroORM,
  entity: EntitySchema,
  vault: Vault,
  units: Profile['city']['units'],
): PetitionStore<Row> {
  const read = async (where: object, page?: { limit: number; orderBy: object }): Promise<Row[]> => {
    const options = { disableIdentityMap: true, ...page };
    const rows = (await orm.em.fork().find(entity, where, options)) as PetitionRecord<Row>[];
    return rows.map((record) => {
      const row = openPetition<Row>(vault, { ...record });
      return { ...row, ...keepingOf(row.accusedUnits, units) };
    });
  };
  return {
    async insertNew(em, rows) {
      if (rows.length === 0) return [];
      const inserted = await em
        .createQueryBuilder(entity)
        .insert(rows.map((row) => sealPetition(vault, row)))
        .onConflict()
        .ignore()
        .returning('id')
        .execute<{ id: string }[]>('all');
      return inserted.map(({ id }) => id);
    },
    readByIds: (ids) => read({ id: { $in: ids } }),
    async readOwn({ account, mailbox, first, after }) {
      const rows = await read(
        {
          petitionerAccount: account,
          ...(mailbox && { mailbox }),
          ...(after && olderThan(after)),
        },
        { limit: first + 1, orderBy: { submittedAt: 'desc', id: 'desc' } },
      );
      return toPage(rows, first, Boolean(after), (row) =>
        encodeCursor([row.submittedAt.toISOString(), row.id]),
      );
    },
  };
}

function olderThan(cursor: string): object {
  const [submittedAt, id] = decodeCursor(cursor, 2);
  const instant = new Date(submittedAt ?? '');
  if (Number.isNaN(instant.getTime()) || !id) {
    throw codedError('CURSOR_INVALID', 'after: expected a cursor of this list.', {
      argument: 'after',
    });
  }
  return {
    $or: [{ submittedAt: { $lt: instant } }, { submittedAt: instant, id: { $lt: id } }],
  };
}
