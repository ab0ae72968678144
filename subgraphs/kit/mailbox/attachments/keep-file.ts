import { randomUUIDv7 } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { GraphQLError } from 'graphql';
import type { UploadKind } from '../../documents/document-kind.ts';
import type { AttachmentLimits } from '../../profile/profile.ts';
import type { Clock } from '../../time/clock.ts';
import { checkDeclaredFile, type DeclaredFile } from './attachment.rules.ts';
import type { AttachmentStore } from './attachment.store.ts';
import type { UploadOrder } from './receive-upload.ts';
import { createDataKey } from './sealed-chunk.ts';

/** A file that came with a message. */
export interface MessageFile {
  fileName: string | null;
  contentType: string;
  content: Buffer;
}

/**
 * Keeps a file that no link was asked for, for a letter that will refer to it.
 * @param owner its mailbox, and who may refer to it
 * @returns its id; null where a petitioner could not hand it in either
 */
export type KeepFile = (
  file: MessageFile,
  owner: { mailbox: string; uploadedBy: string },
) => Promise<string | null>;

interface KeepFileDeps {
  store: AttachmentStore;
  limits: AttachmentLimits;
  clock: Clock;
  upload: UploadKind<UploadOrder>;
}

const NAMELESS = '附件';

export function createKeepFile({ store, limits, clock, upload }: KeepFileDeps): KeepFile {
  return async (file, { mailbox, uploadedBy }) => {
    const declared = await declare(file, limits);
    if (!declared) return null;
    const id = `${mailbox}:attachment-${randomUUIDv7()}`;
    const row = { ...declared, id, mailbox, uploadedBy, createdAt: clock.now() };
    const fresh = { petitionId: null, dataKey: createDataKey(), scanNote: null };
    await store.insert({ ...row, ...fresh, state: 'EXPECTED' });
    return unlessRefused(async () => {
      await upload.take({ id }, piecesOf(file.content));
      return id;
    });
  };
}

/** Mail programs often say of a file only that it is one; then its bytes say what it is. */
async function declare(
  { fileName, contentType, content }: MessageFile,
  limits: AttachmentLimits,
): Promise<DeclaredFile | null> {
  const isAllowed = limits.types.some((type) => type === contentType);
  const told = isAllowed ? contentType : (await fileTypeFromBuffer(content))?.mime;
  const file = { fileName: fileName ?? NAMELESS, contentType: told ?? contentType };
  return unlessRefused(() =>
    Promise.resolve(checkDeclaredFile({ ...file, bytes: content.length }, limits)),
  );
}

async function* piecesOf(content: Buffer): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(content);
}

async function unlessRefused<Result>(run: () => Promise<Result>): Promise<Result | null> {
  try {
    return await run();
  } catch (error) {
    const code = error instanceof GraphQLError ? error.extensions.code : null;
    if (code === 'BAD_USER_INPUT' || code === 'LIMIT_EXCEEDED') return null;
    throw error;
  }
}
