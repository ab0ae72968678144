import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Vault } from '../../secrecy/vault.ts';
import { attachmentPlace, type AttachmentRow, type AttachmentState } from './attachment.entity.ts';
import { openChunk, sealChunk } from './sealed-chunk.ts';

/** What the columns hold; the file name and the key of the bytes are sealed. */
interface StoredAttachment extends Omit<AttachmentRow, 'fileName' | 'dataKey' | 'createdAt'> {
  sealed: string;
  createdAt: string;
}

/** One try to hand in a file; a later one counts instead. */
export interface UploadAttempt {
  row: AttachmentRow;
  attempt: number;
}

export interface AttachmentStore {
  insert(row: AttachmentRow): Promise<void>;
  /** False, and nothing stored, where the account has so many already that no letter refers to. */
  insertWithin(row: AttachmentRow, maxUnreferred: number): Promise<boolean>;
  readByIds(ids: readonly string[]): Promise<AttachmentRow[]>;
  /** In the order in which they were handed in. */
  readOfPetitions(petitionIds: readonly string[]): Promise<AttachmentRow[]>;
  /** Null where no bytes are awaited. */
  beginAttempt(id: string): Promise<UploadAttempt | null>;
  addChunk(upload: UploadAttempt, place: number, bytes: Uint8Array): Promise<void>;
  /** False where another attempt has begun since. */
  endAttempt(em: EntityManager, upload: UploadAttempt, verdict: Verdict): Promise<boolean>;
  /** Forgets the bytes of an attempt that came to nothing. */
  dropAttempt(upload: UploadAttempt): Promise<void>;
  readBytes(row: AttachmentRow): AsyncIterable<Buffer>;
  settleScan(id: string, verdict: Verdict): Promise<void>;
  /** Refers to those of an account's own that are there; returns their ids. */
  claim(em: EntityManager, claim: Claim): Promise<string[]>;
  /** Forgets what no letter refers to. */
  dropUnreferred(before: Date): Promise<number>;
}

/** What is known of a file that is there. */
export interface Verdict {
  state: Exclude<AttachmentState, 'EXPECTED'>;
  note: string | null;
}

interface Claim {
  ids: readonly string[];
  petitionId: string;
  mailbox: string;
  account: string;
}

const COLUMNS = `id, mailbox, petition_id as "petitionId", uploaded_by as "uploadedBy", sealed,
  content_type as "contentType", bytes, state, scan_note as "scanNote", created_at as "createdAt"`;

/** Queries on what is attached to letters; what is personal is sealed here and nowhere else. */
export function createAttachmentStore(orm: MikroORM, vault: Vault): AttachmentStore {
  const run = <Row>(statement: string, values: unknown[]): Promise<Row[]> =>
    orm.em.fork().execute<Row[]>(statement, values);
  const read = async (where: string, values: unknown[]): Promise<AttachmentRow[]> => {
    const rows = await run<StoredAttachment>(`select ${COLUMNS} from attachment ${where}`, values);
    return rows.map((row) => openRow(vault, row));
  };
  return {
    insert: (row) => insertRow(orm.em.fork(), vault, row),
    insertWithin: (row, maxUnreferred) =>
      orm.em.fork().transactional(async (em) => {
        if ((await countHeld(em, row.uploadedBy)) >= maxUnreferred) return false;
        await insertRow(em, vault, row);
        return true;
      }),
    readByIds: (ids) =>
      read('where id in (select json_array_elements_text(?::json))', [JSON.stringify(ids)]),
    readOfPetitions: (ids) =>
      read(
        `where petition_id in (select json_array_elements_text(?::json)) order by created_at, id`,
        [JSON.stringify(ids)],
      ),
    beginAttempt: async (id) => {
      const [begun] = await run<{ attempt: number }>(
        `update attachment set attempt = attempt + 1 where id = ? and state = 'EXPECTED'
         returning attempt`,
        [id],
      );
      const [row] = begun ? await read('where id = ?', [id]) : [];
      return begun && row ? { row, attempt: begun.attempt } : null;
    },
    addChunk: async ({ row, attempt }, place, bytes) => {
      const sealed = sealChunk(row.dataKey, chunkPlace(row.id, place), bytes);
      await run(
        `insert into attachment_chunk (attachment_id, attempt, place, sealed) values (?, ?, ?, ?)`,
        [row.id, attempt, place, sealed],
      );
    },
    endAttempt: async (em, { row, attempt }, { state, note }) => {
      const ended = await em.execute<unknown[]>(
        `update attachment set state = ?, scan_note = ?
         where id = ? and attempt = ? and state = 'EXPECTED' returning 1`,
        [state, note, row.id, attempt],
      );
      await em.execute(`delete from attachment_chunk where attachment_id = ? and attempt < ?`, [
        row.id,
        attempt,
      ]);
      return ended.length > 0;
    },
    dropAttempt: async ({ row, attempt }) => {
      await run(`delete from attachment_chunk where attachment_id = ? and attempt = ?`, [
        row.id,
        attempt,
      ]);
    },
    readBytes: (row) => readChunks(run, row),
    settleScan: async (id, { state, note }) => {
      await run(
        `update attachment set state = ?, scan_note = ? where id = ? and state = 'PENDING'`,
        [state, note, id],
      );
    },
    claim: async (em, { ids, petitionId, mailbox, account }) => {
      if (ids.length === 0) return [];
      const rows = await em.execute<{ id: string }[]>(
        `update attachment set petition_id = ?
         where id in (select json_array_elements_text(?::json)) and petition_id is null
           and mailbox = ? and uploaded_by = ? and state in ('PENDING', 'CLEAN')
         returning id`,
        [petitionId, JSON.stringify(ids), mailbox, account],
      );
      return rows.map(({ id }) => id);
    },
    dropUnreferred: async (before) => {
      const rows = await run(
        `delete from attachment where petition_id is null and created_at < ? returning 1`,
        [before],
      );
      return rows.length;
    },
  };
}

async function insertRow(em: EntityManager, vault: Vault, row: AttachmentRow): Promise<void> {
  await em.execute(
    `insert into attachment
       (id, mailbox, uploaded_by, sealed, content_type, bytes, state, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.id,
      row.mailbox,
      row.uploadedBy,
      sealSecrets(vault, row),
      row.contentType,
      row.bytes,
      row.state,
      row.createdAt,
    ],
  );
}

/** What no letter refers to; until the transaction ends nobody else counts for this account. */
async function countHeld(em: EntityManager, account: string): Promise<number> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `open uploads of ${account}`,
  ]);
  const [row] = await em.execute<{ count: number }[]>(
    `select count(*)::int as count from attachment
     where uploaded_by = ? and petition_id is null`,
    [account],
  );
  return row?.count ?? 0;
}

async function* readChunks(
  run: <Row>(statement: string, values: unknown[]) => Promise<Row[]>,
  { id, dataKey }: AttachmentRow,
): AsyncGenerator<Buffer> {
  for (let place = 0; ; place += 1) {
    const [chunk] = await run<{ sealed: Buffer }>(
      `select c.sealed from attachment_chunk c
       join attachment a on a.id = c.attachment_id and a.attempt = c.attempt
       where a.id = ? and c.place = ?`,
      [id, place],
    );
    if (!chunk) return;
    yield openChunk(dataKey, chunkPlace(id, place), chunk.sealed);
  }
}

function chunkPlace(id: string, place: number): string {
  return `${attachmentPlace(id)}:${place}`;
}

function sealSecrets(vault: Vault, { id, fileName, dataKey }: AttachmentRow): string {
  const secrets = { fileName, dataKey: dataKey.toString('base64url') };
  return vault.seal(JSON.stringify(secrets), attachmentPlace(id));
}

function openRow(vault: Vault, { sealed, createdAt, ...row }: StoredAttachment): AttachmentRow {
  const secrets = JSON.parse(vault.open(sealed, attachmentPlace(row.id))) as {
    fileName: string;
    dataKey: string;
  };
  return {
    ...row,
    fileName: secrets.fileName,
    dataKey: Buffer.from(secrets.dataKey, 'base64url'),
    createdAt: new Date(createdAt),
  };
}
