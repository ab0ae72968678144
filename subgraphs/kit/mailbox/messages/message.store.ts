import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { encodeCursor, toPage, type Page } from '../../pages/keyset.ts';
import { serialAfter } from '../../pages/serial-cursor.ts';
import type { Vault } from '../../secrecy/vault.ts';
import type { SealedTable } from '../../secrecy/reseal.ts';
import { messagePlace, type MessageRow } from './message.entity.ts';

/** Holds the texts; see startResealing. */
export const SEALED_MESSAGES: SealedTable = {
  table: 'petition_message',
  key: 'id',
  placeOf: messagePlace,
};

export interface MessageStore {
  insert(em: EntityManager, message: Omit<MessageRow, 'seq'>): Promise<void>;
  /** What the petitioner has said since. */
  countOfPetitioner(em: EntityManager, petitionId: string, since: Date): Promise<number>;
  byId(id: string): Promise<MessageRow | null>;
  /** Oldest first. @throws CURSOR_INVALID */
  read(petitionId: string, first: number, after: string | null): Promise<Page<MessageRow>>;
}

interface StoredMessage extends Omit<MessageRow, 'text' | 'sentAt'> {
  sealed: string;
  sentAt: string;
}

const COLUMNS = `id, seq::text as seq, petition_id as "petitionId", side as "from",
  unit_id as "unitId", account, sealed, sent_at as "sentAt"`;

/** Queries on what is said after a letter; texts are sealed and opened here and nowhere else. */
export function createMessageStore(orm: MikroORM, vault: Vault): MessageStore {
  const select = async (where: string, values: unknown[]): Promise<MessageRow[]> => {
    const rows = await orm.em
      .fork()
      .execute<StoredMessage[]>(`select ${COLUMNS} from petition_message m where ${where}`, values);
    return rows.map(({ sealed, sentAt, ...row }) => ({
      ...row,
      text: vault.open(sealed, messagePlace(row.id)),
      sentAt: new Date(sentAt),
    }));
  };
  return {
    insert: async (em, { id, petitionId, from, unitId, account, text, sentAt }) => {
      await em.execute(
        `insert into petition_message (id, petition_id, side, unit_id, account, sealed, sent_at)
         values (?, ?, ?, ?, ?, ?, ?)`,
        [id, petitionId, from, unitId, account, vault.seal(text, messagePlace(id)), sentAt],
      );
    },
    countOfPetitioner: async (em, petitionId, since) => {
      const [row] = await em.execute<{ count: number }[]>(
        `select count(*)::int as count from petition_message
         where petition_id = ? and side = 'PETITIONER' and sent_at > ?`,
        [petitionId, since],
      );
      return row?.count ?? 0;
    },
    byId: async (id) => (await select('id = ?', [id]))[0] ?? null,
    read: async (petitionId, first, after) => {
      const rows = await select('petition_id = ? and m.seq > ?::bigint order by m.seq limit ?', [
        petitionId,
        serialAfter(after),
        first + 1,
      ]);
      return toPage(rows, first, after !== null, ({ seq }) => encodeCursor([seq]));
    },
  };
}
