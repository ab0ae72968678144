import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { once } from '../../commands/once.ts';
import { codedError, notFound, unauthenticated } from '../../errors.ts';
import { append, type NewMessage } from '../../outbox/append.ts';
import { mayKnowOf } from '../access.rules.ts';
import { moderationState } from '../moderation/moderation.ts';
import { holdLetterRow, readModeration } from '../moderation/moderation.store.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import type { MailboxCommandDeps } from '../submit.commands.ts';
import { checkPublicTexts, checkPublishable, checkPublisher } from './public-version.rules.ts';
import {
  insertPublicVersion,
  readPublicVersions,
  type PublicTexts,
  type PublicVersion,
} from './public-version.store.ts';

interface Asked {
  actor: Actor;
  requestId: string;
  petitionId: string;
  idempotencyKey?: string | null | undefined;
}

export interface PublicationCommands<Row> {
  /** @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, ILLEGAL_MOVE */
  release: (input: Asked & PublicTexts) => Promise<Row>;
  /** Errors as above. */
  takeBack: (input: Asked) => Promise<Row>;
}

/** Outbox topic of what became public, and of what was taken back. */
export const PUBLICATION_TOPIC = 'petition.published';

/** Releases what staff has written for everybody to read, never the stored letter itself (R66). */
export function createPublication<Row extends MailboxPetition>(
  deps: MailboxCommandDeps<Row>,
): PublicationCommands<Row> {
  return {
    release: async ({ title, question, answer, ...asked }) => {
      const petition = await publishersLetter(deps, asked);
      const texts = checkPublicTexts(petition, { title, question, answer });
      return publish(deps, asked, petition, texts, async (em) => {
        const entries = await readModeration(em, deps.vault, [petition.id]);
        checkPublishable(petition, moderationState(entries));
      });
    },
    takeBack: async (asked) => {
      const petition = await publishersLetter(deps, asked);
      return publish(deps, asked, petition, null, async (em) => {
        const [newest] = await readPublicVersions(em, [petition.id]);
        if (newest?.texts) return;
        const message = 'expected a letter that is public, but it is not.';
        throw codedError('ILLEGAL_MOVE', message, { move: 'TAKE_BACK', allowed: [] });
      });
    },
  };
}

async function publishersLetter<Row extends MailboxPetition>(
  { store }: MailboxCommandDeps<Row>,
  { actor, petitionId }: Asked,
): Promise<Row> {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  const [petition] = await store.readByIds([petitionId]);
  if (!petition || !mayKnowOf(actor, petition)) throw notFound('petitionId', petitionId);
  checkPublisher(actor, petition);
  return petition;
}

async function publish<Row extends MailboxPetition>(
  deps: MailboxCommandDeps<Row>,
  { actor, requestId, idempotencyKey }: Asked,
  petition: Row,
  texts: PublicTexts | null,
  check: (em: EntityManager) => Promise<void>,
): Promise<Row> {
  const command = { actor, key: idempotencyKey, request: { publish: petition.id, texts } };
  await deps.orm.em.fork().transactional((em) =>
    once(em, command, async () => {
      await holdLetterRow(em, petition.id);
      await check(em);
      await addVersion(deps, em, { petitionId: petition.id, texts, actor, requestId });
      return petition.id;
    }),
  );
  deps.wakeRelay();
  return petition;
}

async function addVersion<Row extends MailboxPetition>(
  { clock }: MailboxCommandDeps<Row>,
  em: EntityManager,
  given: { petitionId: string; texts: PublicTexts | null; actor: Actor; requestId: string },
): Promise<void> {
  const { petitionId, texts, actor, requestId } = given;
  const [newest] = await readPublicVersions(em, [petitionId]);
  const version: PublicVersion = {
    petitionId,
    revision: (newest?.revision ?? 0) + 1,
    texts,
    at: clock.now(),
    role: actor.role,
    unitId: actor.unit,
    account: actor.id,
  };
  await insertPublicVersion(em, version);
  await append(em, [publicationMessage(version, requestId)], version.at);
}

interface PublicationPayload {
  requestId: string;
  version: Record<string, unknown>;
}

/** What casework learns: the public texts alone. */
function publicationMessage(
  { petitionId, revision, texts, at }: PublicVersion,
  requestId: string,
): NewMessage {
  const version = { petitionId, revision, texts, at: at.toISOString() };
  return { topic: PUBLICATION_TOPIC, payload: { requestId, version } satisfies PublicationPayload };
}

/** The newest revision counts at casework, where everybody finds it. */
export const PUBLICATION_MUTATION = `mutation RecordPublicVersion($version: RecordPublicVersionInput!) {
  recordPublicVersion(version: $version) { isRecorded }
}`;
