import type { GraphQLResolverMap } from '@apollo/subgraph';
import type { JSONWebKeySet } from 'jose';
import { readSubgraphSdl } from '../../schema/sdl.ts';
import { createActorVerifier } from '../kit/actor/verify-actor.ts';
import { createReceiptPurge } from '../kit/commands/receipt-purge.ts';
import type { Logger } from '../kit/process/log.ts';
import type { Running } from '../kit/process/run-process.ts';
import type { Profile } from '../kit/profile/profile.ts';
import { createGuessGuard } from '../kit/query-codes/guess-guard.ts';
import { createKeyHolder } from '../kit/secrecy/key-holder.ts';
import { startKeyRenewal, type KeyRenewalSource } from '../kit/secrecy/key-renewal.ts';
import type { KeyRing } from '../kit/secrecy/key-ring.ts';
import { startResealing } from '../kit/secrecy/reseal.ts';
import { sealedColumns } from '../kit/secrecy/sealed-text.ts';
import { createVault } from '../kit/secrecy/vault.ts';
import { createSubgraphServer } from '../kit/server/subgraph-server.ts';
import type { Clock } from '../kit/time/clock.ts';
import { createOverdueClock } from './alerts/overdue-clock.ts';
import { createLoaders, type CaseworkContext } from './context.ts';
import { openCaseworkOrm } from './database.ts';
import { startCalendarWatch } from './deadlines/calendar-watch.ts';
import { createDeadlineCommands } from './deadlines/deadline.commands.ts';
import { createLiveCalendar } from './deadlines/live-calendar.ts';
import { publishedCalendar } from './deadlines/working-calendar.ts';
import { createFindDistrictKey } from './district-keys/district-key.commands.ts';
import { createDocumentDesk, documentsPath } from '../kit/documents/document-desk.ts';
import { createDocumentRouter } from '../kit/documents/document.router.ts';
import { createFormKind } from './forms/form.kind.ts';
import { createPdfPrinter } from './forms/pdf-printer.ts';
import { createDayEndClock } from './unread/day-end-clock.ts';
import { createEventFeed } from './events/event-feed.ts';
import { createEventRetention } from './events/event-retention.ts';
import { settleKeptCases } from './registration/kept-cases.ts';
import { startMarkErasure } from './registration/mark-erasure.ts';
import { createOpenDataKind } from './publications/open-data.kind.ts';
import { underMaintenance } from './migrations/maintenance.ts';
import { SEALED_MODERATION } from './moderation/moderation.store.ts';
import { SEALED_REPEAT_LINKS } from './repeats/repeat-link.store.ts';
import { createResolvers } from './resolvers.ts';
import { createCourier } from './webhooks/courier.ts';
import { SEALED_SECRETS } from './webhooks/webhook.store.ts';
import { createStatisticsExports } from './statistics/export/exports.ts';

export interface CaseworkDeps {
  databaseUrl: string;
  profile: Profile;
  /** Public keys of the gateway and the mailboxes. */
  actorKeys: JSONWebKeySet;
  /** Seal what somebody has written in the database. */
  personalDataKeys: KeyRing;
  /** Where they are read anew while it runs; nowhere unless told otherwise. */
  keyRenewal?: KeyRenewalSource | undefined;
  overdueSweepMs: number;
  /** How often a subscriber to whom nothing happens learns how far it was told. */
  watermarkMs?: number;
  /** How long an event can be resumed from. */
  eventRetentionDays?: number;
  /** How long a receiver of events may take to answer. */
  webhookTimeoutMs?: number;
  /** Folder of calendar files, see deadlines/read-calendars.ts. */
  calendarDir?: string | null;
  /** Paths of font files for rare names, see forms/form-fonts.ts. */
  fallbackFonts?: readonly string[];
  clock: Clock;
  log: Logger;
  host?: string;
  /** 0 lets the system choose. */
  port: number;
}

const DEFAULT_EVENT_RETENTION_DAYS = 400;

/** Starts casework on its own database schema; closing ends it in reverse order. */
export async function createCasework(deps: CaseworkDeps): Promise<Running> {
  const { databaseUrl, profile, clock, log } = deps;
  await using resources = new AsyncDisposableStack();
  const { webhookTimeoutMs } = deps;
  const holder = createKeyHolder(deps.personalDataKeys);
  const vault = createVault(holder);
  const orm = await openCaseworkOrm({ databaseUrl, vault, log });
  resources.defer(() => orm.close());
  const feed = resources.use(createEventFeed({ orm, databaseUrl, log }));
  resources.use(createReceiptPurge({ orm, clock, log }));
  const days = deps.eventRetentionDays ?? DEFAULT_EVENT_RETENTION_DAYS;
  resources.use(createEventRetention({ orm, clock, days, log }));
  const tables = [...sealedColumns(orm), SEALED_MODERATION, SEALED_REPEAT_LINKS, SEALED_SECRETS];
  const reseal = () => startResealing({ orm, vault, log, tables, prepare: underMaintenance });
  resources.use(startKeyRenewal({ holder, source: deps.keyRenewal, startResealing: reseal, log }));
  resources.use(startMarkErasure({ orm, rules: profile.city.retention, clock, log }));
  resources.use(
    createCourier({
      orm,
      vault,
      clock,
      log,
      ...(webhookTimeoutMs !== undefined && { timeoutMs: webhookTimeoutMs }),
    }),
  );
  const calendar = createLiveCalendar(publishedCalendar);
  const { policies } = profile;
  const directory = deps.calendarDir ?? null;
  resources.use(await startCalendarWatch({ orm, clock, log, policies, calendar, directory }));
  const overdueClock = resources.use(
    createOverdueClock({ orm, clock, log, intervalMs: deps.overdueSweepMs }),
  );
  resources.use(
    createDayEndClock({
      orm,
      clock,
      calendar,
      log,
      closesAt: profile.city.closesAt,
      intervalMs: deps.overdueSweepMs,
    }),
  );
  // What fell due during a downtime is told before anything new is taken in.
  await overdueClock.firstSweep;
  await settleKeptCases(orm, profile.city.units);
  const deadlines = createDeadlineCommands({
    policies,
    province: profile.city.province,
    calendar,
  });
  const desk = createDocumentDesk({ orm, clock, subgraph: 'casework' });
  const guesses = createGuessGuard({ orm, clock });
  const printer = resources.use(createPdfPrinter(deps.fallbackFonts ?? []));
  const resolvers = createResolvers({
    orm,
    clock,
    vault,
    profile,
    deadlines,
    calendar,
    feed,
    linkForm: desk.offer(createFormKind(printer)),
    exports: createStatisticsExports({ orm, profile, desk }),
    ...(webhookTimeoutMs !== undefined && { webhookTimeoutMs }),
    linkOpenData: desk.offer(createOpenDataKind({ orm, profile })),
  });
  const server = await createSubgraphServer<CaseworkContext>({
    sdl: readSubgraphSdl('casework'),
    resolvers: resolvers as GraphQLResolverMap<CaseworkContext>,
    createContext: (base) => ({ ...base, guesses, loaders: createLoaders(orm.em.fork()) }),
    verifyActor: createActorVerifier(deps.actorKeys, undefined, createFindDistrictKey(orm)),
    isHealthy: () => orm.isConnected(),
    // Where a subscriber that loses its connection before the first event goes on from.
    connectionPayload: async () => ({ cursor: await feed.headCursor() }),
    routers: { [documentsPath('casework')]: createDocumentRouter({ desk, log }) },
    log,
    ...(deps.host !== undefined && { host: deps.host }),
    ...(deps.watermarkMs !== undefined && { watermarkMs: deps.watermarkMs }),
    port: deps.port,
  });
  resources.use(server);
  const held = resources.move();
  return { url: server.url, [Symbol.asyncDispose]: () => held.disposeAsync() };
}
