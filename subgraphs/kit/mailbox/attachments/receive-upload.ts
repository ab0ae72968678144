import type { MikroORM } from '@mikro-orm/postgresql';
import type { UploadKind } from '../../documents/document-kind.ts';
import { badUserInput } from '../../errors.ts';
import { append } from '../../outbox/append.ts';
import type { Clock } from '../../time/clock.ts';
import type { AttachmentStore, UploadAttempt } from './attachment.store.ts';
import { agreesWith } from './content-type.ts';
import { SCAN_TOPIC, UNSCANNED } from './scan/scan-attachment.ts';

/** What an upload link is made from. */
export interface UploadOrder {
  id: string;
}

interface UploadDeps {
  orm: MikroORM;
  store: AttachmentStore;
  clock: Clock;
  isScanned: boolean;
  /** Called after a commit that left something to be scanned. */
  wakeScan: () => void;
}

/** Also how much of a file is looked at to tell its type. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * Takes the bytes of a file that was declared, piece by piece: what is wrong with it is refused, and
 * nothing of it stays. Each piece is a statement of its own, since a slow client must hold no
 * transaction open. Once a file is there, its link changes nothing more.
 */
export function createUploadKind(deps: UploadDeps): UploadKind<UploadOrder> {
  return {
    name: 'attachment upload',
    take: async ({ id }, body) => {
      const upload = await deps.store.beginAttempt(id);
      if (!upload) return drain(body);
      try {
        await keepBytes(deps.store, upload, body);
        await finish(deps, upload);
      } catch (error) {
        await deps.store.dropAttempt(upload);
        throw error;
      }
      deps.wakeScan();
    },
  };
}

async function drain(body: AsyncIterable<Uint8Array>): Promise<void> {
  const pieces = body[Symbol.asyncIterator]();
  while (!(await pieces.next()).done);
}

async function keepBytes(
  store: AttachmentStore,
  upload: UploadAttempt,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  const { bytes, contentType } = upload.row;
  let received = 0;
  let place = 0;
  for await (const chunk of chunksOf(body)) {
    received += chunk.length;
    if (received > bytes) throw badUserInput('body', `${bytes} bytes, as was declared`, 'more');
    if (place === 0 && !(await agreesWith(contentType, chunk)))
      throw badUserInput('body', `${contentType}, as was declared`, 'something else');
    await store.addChunk(upload, place, chunk);
    place += 1;
  }
  if (received < bytes)
    throw badUserInput('body', `${bytes} bytes, as was declared`, `${received} bytes`);
}

/** The body in pieces of one size, but for the last. */
async function* chunksOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const piece of body) {
    held.push(piece);
    heldBytes += piece.length;
    while (heldBytes >= CHUNK_BYTES) {
      const joined = Buffer.concat(held);
      yield joined.subarray(0, CHUNK_BYTES);
      held = [joined.subarray(CHUNK_BYTES)];
      heldBytes -= CHUNK_BYTES;
    }
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}

async function finish(
  { orm, store, clock, isScanned }: UploadDeps,
  upload: UploadAttempt,
): Promise<void> {
  const { id } = upload.row;
  const isFirst = await orm.em.fork().transactional(async (em) => {
    const verdict = isScanned ? ({ state: 'PENDING', note: null } as const) : UNSCANNED;
    const ended = await store.endAttempt(em, upload, verdict);
    if (ended && isScanned) await append(em, [{ topic: SCAN_TOPIC, payload: { id } }], clock.now());
    return ended;
  });
  if (!isFirst) throw badUserInput('body', 'one upload at a time', 'another one since');
}
