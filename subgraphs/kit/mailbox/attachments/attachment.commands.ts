import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../../schema/contract/actor.ts';
import type { LinkDocument } from '../../documents/document-desk.ts';
import { badUserInput, codedError } from '../../errors.ts';
import type { AttachmentLimits } from '../../profile/profile.ts';
import type { Clock } from '../../time/clock.ts';
import { checkFiling } from '../access.rules.ts';
import type { AttachmentRow } from './attachment.entity.ts';
import { checkDeclaredFile, type DeclaredFile } from './attachment.rules.ts';
import type { AttachmentStore } from './attachment.store.ts';
import type { UploadOrder } from './receive-upload.ts';
import { createDataKey } from './sealed-chunk.ts';

/** AttachmentUpload of the SDL. */
interface UploadLink {
  id: string;
  url: string;
  expiresAt: Date;
}

/**
 * Makes a link by which one file can be handed in.
 * @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, LIMIT_EXCEEDED
 */
export type CreateUpload = (
  actor: Actor,
  mailbox: string,
  file: DeclaredFile,
) => Promise<UploadLink>;

interface AttachmentDeps {
  store: AttachmentStore;
  limits: AttachmentLimits;
  clock: Clock;
  linkUpload: LinkDocument<UploadOrder>;
}

/** Files that an account may have handed in without a letter, by the number one letter may have. */
const LETTERS_AT_ONCE = 4;

export function createUploads({ store, limits, clock, linkUpload }: AttachmentDeps): CreateUpload {
  return async (actor, mailbox, file) => {
    checkFiling(actor, mailbox);
    const declared = checkDeclaredFile(file, limits);
    const maximum = limits.maxCount * LETTERS_AT_ONCE;
    const id = `${mailbox}:attachment-${randomUUIDv7()}`;
    const row: AttachmentRow = {
      ...declared,
      id,
      mailbox,
      petitionId: null,
      uploadedBy: actor.id,
      dataKey: createDataKey(),
      state: 'EXPECTED',
      scanNote: null,
      createdAt: clock.now(),
    };
    if (!(await store.insertWithin(row, maximum))) throw tooManyOpen(maximum);
    return { id, ...(await linkUpload({ id }, partitionOf(mailbox))) };
  };
}

function tooManyOpen(maximum: number): Error {
  return codedError(
    'LIMIT_EXCEEDED',
    `Expected at most ${maximum} files that no letter refers to; they are forgotten after a day.`,
    { limit: 'openUploads', maximum },
  );
}

/** Area code of a district's mailbox, whose files are where its letters are. */
export function partitionOf(mailbox: string): string | undefined {
  return /^district:(\d+)/.exec(mailbox)?.[1];
}

/**
 * Lets a letter have the files it refers to, in the transaction that stores it.
 * @throws BAD_USER_INPUT where one is not there, not the writer's own, another letter's or infected
 */
export async function claimAttachments(
  store: AttachmentStore,
  em: EntityManager,
  claim: Parameters<AttachmentStore['claim']>[1],
): Promise<void> {
  const claimed = new Set(await store.claim(em, claim));
  const missing = claim.ids.findIndex((id) => !claimed.has(id));
  if (missing === -1) return;
  throw badUserInput(
    `letter.attachments.${missing}`,
    'a file that you have handed in to this mailbox, for no other letter',
    'another one',
  );
}
