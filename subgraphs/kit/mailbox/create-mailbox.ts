import type { EntitySchema, MigrationObject } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { GraphQLResolverMap } from '@apollo/subgraph';
import type { JSONWebKeySet, JWK } from 'jose';
import type { MailboxPrefix } from '../../../schema/contract/ids.ts';
import { readSubgraphSdl, type SubgraphName } from '../../../schema/sdl.ts';
import { createActorVerifier } from '../actor/verify-actor.ts';
import { createReceiptPurge } from '../commands/receipt-purge.ts';
import { documentsPath } from '../documents/document-desk.ts';
import { DocumentLinkEntity } from '../documents/document-link.entity.ts';
import { openOrm } from '../orm/open-orm.ts';
import type { Logger } from '../process/log.ts';
import type { Running } from '../process/run-process.ts';
import { createKeyHolder } from '../secrecy/key-holder.ts';
import { startKeyRenewal, type KeyRenewalSource } from '../secrecy/key-renewal.ts';
import type { KeyRing } from '../secrecy/key-ring.ts';
import { createVault, type Vault } from '../secrecy/vault.ts';
import type { Profile } from '../profile/profile.ts';
import { isKnownUnit } from '../profile/known-units.ts';
import { createRegistrationReader } from '../registration/registered-letter.ts';
import { createGuessGuard } from '../query-codes/guess-guard.ts';
import { createSubgraphServer } from '../server/subgraph-server.ts';
import type { Clock } from '../time/clock.ts';
import type { ChannelSettings } from './channels/channel-settings.ts';
import type { Door } from './channels/door.ts';
import { openDoors, type OpenDoors } from './channels/open-doors.ts';
import { NO_CHANNELS } from './channels/channel-settings.ts';
import { createImportLetters, type ImportLetters } from './import.commands.ts';
import type { CreateUpload } from './attachments/attachment.commands.ts';
import { ATTACHMENT_TABLE, openAttachments } from './attachments/open-attachments.ts';
import { createAskHandlingUnits } from './messages/ask-handling-units.ts';
import { createAddMessage, type AddMessage } from './messages/message.commands.ts';
import { createMessageStore, SEALED_MESSAGES } from './messages/message.store.ts';
import { createAccessLogStore } from './access-log/access-log.store.ts';
import { createModeration, type ModerationCommands } from './moderation/moderation.commands.ts';
import { createModerationReader, SEALED_REASONS } from './moderation/moderation.store.ts';
import { SEALED_NOTICES } from './notices/notice.ts';
import { startNoticeFeed } from './notices/notice-feed.ts';
import { findNoticesOf } from './notices/notice.store.ts';
import { createResendNotice, type ResendNotice } from './notices/resend.commands.ts';
import {
  createPublication,
  type PublicationCommands,
} from './publications/public-version.commands.ts';
import { createPublicVersionReader } from './publications/public-version.store.ts';
import type { MailboxPetition } from './petition.entity.ts';
import { createPetitionContext, type MailboxContext } from './petition.loaders.ts';
import { createPetitionStore } from './petition.store.ts';
import { openPostOffice } from './post-office.ts';
import { startRetention, type Erasure } from './retention.ts';
import { placeOf, REMEMBERED_PLACE } from './sealed-petition.ts';
import { startResealing, type SealedTable } from '../secrecy/reseal.ts';
import { createSubmit, createTakeIn, type Submit } from './submit.commands.ts';

/** How often casework is asked what petitioners should be told. */
const NOTICE_POLL_MS = 2_000;

/** What a mailbox subgraph is given from outside. */
export interface MailboxDeps {
  databaseUrl: string;
  profile: Profile;
  /** Public keys of those who may say who is asking. */
  actorKeys: JSONWebKeySet;
  /** Private key, kid `mailbox:<speaksAs>`. */
  signingKey: JWK;
  caseworkUrl: string;
  /** How long casework may take to answer. */
  caseworkTimeoutMs?: number;
  /** Seal what is personal in the database. */
  personalDataKeys: KeyRing;
  /** Where they are read anew while it runs; nowhere unless told otherwise. */
  keyRenewal?: KeyRenewalSource | undefined;
  /** Ways to petitioners besides the portal; none unless told otherwise. */
  channels?: ChannelSettings;
  /** Where files are looked at, see openScanner; nowhere unless told otherwise. */
  scanUrl?: string | null;
  /** Whom actor tokens must be meant for; a subgraph of the city unless told otherwise. */
  audience?: string;
  clock: Clock;
  /** By which what could not be delivered is tried again; `clock` unless told otherwise. */
  relayClock?: Clock;
  log: Logger;
  host?: string;
  /** 0 lets the system choose. */
  port: number;
}

/** What a mailbox's own resolvers are made of. */
export interface MailboxParts<Row extends MailboxPetition> {
  /** For tables of the mailbox's own. */
  orm: MikroORM;
  profile: Profile;
  clock: Clock;
  /** Seals what is personal in tables of its own. */
  vault: Vault;
  /** Signs what others must be able to verify. */
  signingKey: JWK;
  submit: Submit<Row>;
  importLetters: ImportLetters<Row>;
  moderation: ModerationCommands<Row>;
  publication: PublicationCommands<Row>;
  /** Lets somebody hand in a file for a letter to one of its mailboxes. */
  createUpload: CreateUpload;
  /** Adds something to a letter, by account or query code. */
  addMessage: AddMessage;
  /** Sends a failed notice again. */
  resendNotice: ResendNotice;
  /** Called after a commit that left something in the outbox. */
  wakeRelay: () => void;
}

/** In what one mailbox differs from the others. */
export interface MailboxSpec<Row extends MailboxPetition> {
  /** Also the name of its database schema. */
  name: Exclude<SubgraphName, 'casework'>;
  /** Begin of the ids that are its own: `mayor`, `district`, or `district:511602`. */
  speaksAs: MailboxPrefix | `district:${string}`;
  entity: EntitySchema;
  /** Tables besides those all mailboxes have. */
  ownEntities?: readonly EntitySchema[];
  /** Those of them that hold sealed texts. */
  sealedTables?: readonly SealedTable[];
  /** What of its own is not kept for ever, besides what all mailboxes erase. */
  erasures?: readonly Erasure[];
  migrations: readonly MigrationObject[];
  /** Addresses under which letters come in by mail and text message; none without it. */
  doorsOf?: (profile: Profile) => readonly Door<Row>[];
  /** What it tells casework besides what every mailbox does, see post-office.ts. */
  ownMutations?: Readonly<Record<string, string>>;
  createResolvers: (parts: MailboxParts<Row>) => GraphQLResolverMap<MailboxContext<Row>>;
}

/** A mailbox that serves, and where else letters come in. */
export interface RunningMailbox extends Running, Pick<OpenDoors, 'smtpPort' | 'webhookUrl'> {}

/** Serves one mailbox and relays its letters to casework; it serves while casework is down. */
export async function createMailbox<Row extends MailboxPetition>(
  spec: MailboxSpec<Row>,
  deps: MailboxDeps,
): Promise<RunningMailbox> {
  const { profile, clock, log, channels = NO_CHANNELS } = deps;
  await using resources = new AsyncDisposableStack();
  const orm = await openOrm({
    databaseUrl: deps.databaseUrl,
    schema: spec.name,
    entities: [spec.entity, DocumentLinkEntity, ...(spec.ownEntities ?? [])],
    migrations: spec.migrations,
    log,
  });
  resources.defer(() => orm.close());
  resources.use(createReceiptPurge({ orm, clock, log }));
  const accessLog = createAccessLogStore(orm);
  const holder = createKeyHolder(deps.personalDataKeys);
  const vault = createVault(holder);
  const office = await openPostOffice(spec, { orm, vault, resources }, deps);
  const reseal = () =>
    startResealing({
      orm,
      vault,
      log,
      receipts: REMEMBERED_PLACE,
      tables: [
        { table: 'petition', key: 'id', placeOf },
        SEALED_REASONS,
        SEALED_NOTICES,
        ATTACHMENT_TABLE,
        SEALED_MESSAGES,
        ...(spec.sealedTables ?? []),
      ],
    });
  resources.use(startKeyRenewal({ holder, source: deps.keyRenewal, startResealing: reseal, log }));
  resources.use(
    startRetention({
      ...{ orm, rules: profile.city.retention, vault, clock, log },
      erasures: spec.erasures ?? [],
    }),
  );
  const store = createPetitionStore<Row>(orm, spec.entity, vault, profile.city.units);
  const attachments = resources.use(
    openAttachments({
      ...{ orm, vault, clock, relayClock: deps.relayClock ?? clock, log, subgraph: spec.name },
      limits: profile.city.attachments,
      scanUrl: deps.scanUrl ?? null,
    }),
  );
  const messages = createMessageStore(orm, vault);
  const guesses = createGuessGuard({ orm, clock });
  const frame = {
    limits: profile.city.letterLimits,
    attachments: profile.city.attachments,
    categories: profile.categories,
    isKnownUnit: (unit: string) => isKnownUnit(profile, unit),
    words: profile.words,
  };
  const readRegistration = createRegistrationReader({
    keys: deps.actorKeys,
    mustRegister: profile.city.petitioners.mustRegister,
    clock,
  });
  const commands = {
    orm,
    store,
    vault,
    attachments: attachments.store,
    guesses,
    frame,
    clock,
    readRegistration,
    notices: office.desk,
    wakeRelay: office.wake,
  };
  const server = await createSubgraphServer<MailboxContext<Row>>({
    sdl: readSubgraphSdl(spec.name),
    resolvers: spec.createResolvers({
      orm,
      profile,
      clock,
      vault,
      signingKey: deps.signingKey,
      submit: createSubmit(commands),
      importLetters: createImportLetters(commands),
      moderation: createModeration(commands),
      publication: createPublication(commands),
      createUpload: attachments.createUpload,
      addMessage: createAddMessage({
        ...{ orm, store: messages, guesses, clock },
        readPetitions: (ids) => store.readByIds(ids),
        askHandlingUnits: createAskHandlingUnits(office.casework),
        units: profile.city.units,
        wakeRelay: office.wake,
      }),
      resendNotice: createResendNotice({
        ...{ orm, clock, log, desk: office.desk, wakeSenders: office.wake },
        readPetitions: (ids) => store.readByIds(ids),
      }),
      wakeRelay: office.wake,
    }),
    createContext: createPetitionContext<Row>({
      store,
      accessLog,
      readModeration: createModerationReader(orm, vault),
      readPublicVersions: createPublicVersionReader(orm),
      readNotices: (ids) => findNoticesOf(orm, ids),
      attachments,
      messages,
      guesses,
    }),
    beforeResponse: (context) => accessLog.append(context, context.accesses.take(), clock.now()),
    verifyActor: createActorVerifier(deps.actorKeys, deps.audience),
    routers: { [documentsPath(spec.name)]: attachments.router },
    isHealthy: () => orm.isConnected(),
    log,
    ...(deps.host !== undefined && { host: deps.host }),
    port: deps.port,
  });
  resources.use(server);
  if (office.hasSenders)
    resources.use(
      startNoticeFeed({
        ...{ orm, clock, log, casework: office.casework, desk: office.desk },
        readPetitions: (ids) => store.readByIds(ids),
        pollMs: NOTICE_POLL_MS,
        wakeSenders: office.wake,
      }),
    );
  const { smtpPort, webhookUrl } = resources.use(
    await openDoors({
      ...{ orm, profile, clock, log, settings: channels, takeOutcome: office.takeOutcome },
      doors: spec.doorsOf?.(profile) ?? [],
      takeIn: createTakeIn(commands),
      keepFile: attachments.keepFile,
    }),
  );
  const held = resources.move();
  return {
    url: server.url,
    smtpPort,
    webhookUrl,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
