import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { DeliveryError } from '../../outbox/delivery-error.ts';
import type { Logger } from '../../process/log.ts';
import type { Clock } from '../../time/clock.ts';
import type { CaseworkClient } from '../casework-client.ts';
import type { StoredPetition } from '../petition.entity.ts';
import { askDueNotices, moveCursor, readCursor, type DuePage } from './due-notices.ts';
import type { NoticeDesk } from './notice-desk.ts';

interface NoticeFeedDeps {
  orm: MikroORM;
  casework: CaseworkClient;
  readPetitions: (ids: readonly string[]) => Promise<StoredPetition[]>;
  desk: NoticeDesk;
  clock: Clock;
  log: Logger;
  pollMs: number;
  /** Called after a commit that left notices to be sent. */
  wakeSenders: () => void;
}

/**
 * Asks casework what petitioners should be told, and queues it together with the place up to which
 * it was asked, so that nothing is left out or told twice. casework's log is the outbox: it keeps
 * what happened while this mailbox was away.
 */
export function startNoticeFeed(deps: NoticeFeedDeps): AsyncDisposable {
  const stop = new AbortController();
  let isAway = false;
  let asking: Promise<void> | null = null;
  const ask = (): void => {
    asking ??= followUp(deps, stop.signal)
      .then(
        () => {
          isAway = false;
        },
        (error: unknown) => {
          if (!isAway && !stop.signal.aborted) logFailure(deps.log, error);
          isAway = true;
        },
      )
      .finally(() => {
        asking = null;
      });
  };
  const timer = setInterval(ask, deps.pollMs);
  ask();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      stop.abort();
      await asking;
    },
  };
}

function logFailure(log: Logger, error: unknown): void {
  if (error instanceof DeliveryError) log.warn({ code: error.code }, 'notices cannot be asked for');
  else log.error({ err: error }, 'notices cannot be queued');
}

async function followUp(deps: NoticeFeedDeps, signal: AbortSignal): Promise<void> {
  let hasMore = true;
  while (hasMore && !signal.aborted) {
    const after = await readCursor(deps.orm);
    const page = await askDueNotices(deps.casework, after, signal);
    const petitions = await readPetitionsOf(deps, page);
    const count = await deps.orm.em
      .fork()
      .transactional((em) => takePage(deps, em, { after, page, petitions }));
    if (count > 0) deps.wakeSenders();
    ({ hasMore } = page);
  }
}

async function readPetitionsOf(
  { readPetitions }: NoticeFeedDeps,
  { notices }: DuePage,
): Promise<Map<string, StoredPetition>> {
  if (notices.length === 0) return new Map();
  const rows = await readPetitions([...new Set(notices.map(({ petitionId }) => petitionId))]);
  return new Map(rows.map((row) => [row.id, row]));
}

interface ReadPage {
  after: string | null;
  page: DuePage;
  petitions: ReadonlyMap<string, StoredPetition>;
}

/** Another replica may have taken the same page; whoever moves the cursor queues it. */
async function takePage(
  { desk, clock }: NoticeFeedDeps,
  em: EntityManager,
  { after, page, petitions }: ReadPage,
): Promise<number> {
  if (!(await moveCursor(em, after, page.cursor))) return 0;
  let count = 0;
  for (const { id, petitionId, kind, registrationNumber, at } of page.notices) {
    const petition = petitions.get(petitionId);
    if (!petition) continue;
    const order = { kind, occasion: id, at, variables: { registrationNumber } };
    if (await desk.queue(em, petition, order, clock.now())) count += 1;
  }
  return count;
}
