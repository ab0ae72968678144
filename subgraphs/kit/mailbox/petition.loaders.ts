import type DataLoader from 'dataloader';
import type { Actor } from '../../../schema/contract/actor.ts';
import { forbidden, unauthenticated } from '../errors.ts';
import { createListLoader, createLoader } from '../loaders/batch-loader.ts';
import { checkPageSize, type Page } from '../pages/keyset.ts';
import type { RequestContext } from '../server/context.ts';
import type { MailboxPetition } from './petition.entity.ts';
import { mailboxOfPetition } from './petition-id.ts';
import type { NoticeRow } from './notices/notice.ts';
import type { ModerationEntry } from './moderation/moderation.ts';
import type { AttachmentRow } from './attachments/attachment.entity.ts';
import type { Attachments } from './attachments/open-attachments.ts';
import type { GuessGuard } from '../query-codes/guess-guard.ts';
import type { MessageStore } from './messages/message.store.ts';
import type { AccessLogStore } from './access-log/access-log.store.ts';
import { createAccessRecorder, type AccessRecorder } from './access-log/access-recorder.ts';
import type { PublicVersion } from './publications/public-version.store.ts';
import type { PetitionStore } from './petition.store.ts';

/** What a mailbox's resolvers have besides the actor: its letters, read in batches. */
export interface MailboxContext<Row extends MailboxPetition> extends RequestContext {
  /** What this request shows of letters. */
  accesses: AccessRecorder;
  accessLog: Pick<AccessLogStore, 'read'>;
  /** What was done to a letter by moderation, in order. */
  moderations: DataLoader<string, ModerationEntry[]>;
  /** What the petitioner of a letter was told, oldest first. */
  notices: DataLoader<string, NoticeRow[]>;
  /** The newest act of publishing. */
  publicVersions: DataLoader<string, PublicVersion | null>;
  /** Lets each client guess query codes a few times only. */
  guesses: GuessGuard;
  messages: Pick<MessageStore, 'read'>;
  attachments: {
    /** In the order in which they were handed in. */
    ofPetition(petitionId: string): Promise<AttachmentRow[]>;
    link: Attachments['linkDownload'];
  };
  petitions: {
    /** One query for all ids asked for in one tick; null for what is not there. */
    byId(id: string): Promise<Row | null>;
    /** @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, CURSOR_INVALID */
    own(page: OwnPage): Promise<Page<Row>>;
  };
}

/** mailbox null lists the letters to all mailboxes of the subgraph. */
interface OwnPage {
  mailbox: string | null;
  first: number;
  after?: string | null | undefined;
}

/** What requests read from. */
interface ContextSources<Row extends MailboxPetition> {
  store: PetitionStore<Row>;
  accessLog: AccessLogStore;
  readModeration: (petitionIds: readonly string[]) => Promise<ModerationEntry[]>;
  readNotices: (petitionIds: readonly string[]) => Promise<NoticeRow[]>;
  readPublicVersions: (petitionIds: readonly string[]) => Promise<PublicVersion[]>;
  attachments: Pick<Attachments, 'store' | 'linkDownload'>;
  messages: Pick<MessageStore, 'read'>;
  guesses: GuessGuard;
}

/** Gives each request its own loaders. */
export function createPetitionContext<Row extends MailboxPetition>({
  store,
  accessLog,
  readModeration,
  readNotices,
  readPublicVersions,
  attachments,
  messages,
  guesses,
}: ContextSources<Row>): (base: RequestContext) => MailboxContext<Row> {
  return (base) => {
    const byId = createLoader<Row>(
      (ids) => store.readByIds(ids),
      ({ id }) => id,
    );
    const attachmentsOf = createListLoader<AttachmentRow>(
      (ids) => attachments.store.readOfPetitions(ids),
      ({ petitionId }) => petitionId ?? '',
    );
    return {
      ...base,
      guesses,
      messages,
      attachments: {
        ofPetition: (id) => attachmentsOf.load(id),
        link: attachments.linkDownload,
      },
      accesses: createAccessRecorder(base.actor),
      accessLog,
      moderations: createListLoader(readModeration, ({ petitionId }) => petitionId),
      notices: createListLoader(readNotices, ({ petitionId }) => petitionId),
      publicVersions: createLoader(readPublicVersions, ({ petitionId }) => petitionId),
      petitions: {
        byId: async (id) => (mailboxOfPetition(id) === null ? null : byId.load(id)),
        own: async ({ mailbox, first, after }) => {
          const account = accountOf(base.actor);
          return store.readOwn({ account, mailbox, first: checkPageSize(first), after });
        },
      },
    };
  };
}

function accountOf(actor: Actor): string {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  if (actor.role !== 'CITIZEN') throw forbidden('have letters of your own: only petitioners do');
  return actor.id;
}
