import { randomUUID } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { DeliveryError } from '../../outbox/delivery-error.ts';
import type { Logger } from '../../process/log.ts';
import { NOTICE_KINDS } from '../../profile/notice-template.ts';
import type { Clock } from '../../time/clock.ts';
import type { CaseworkClient } from '../casework-client.ts';
import type { StoredPetition } from '../petition.entity.ts';
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

const QUERY = `query NoticesDue($after: String) {
  noticesDue(first: 100, after: $after) {
    cursor hasMore notices { id petitionId kind registrationNumber at }
  }
}`;

const pageShape = z.object({
  cursor: z.string(),
  hasMore: z.boolean(),
  notices: z.array(
    z.object({
      id: z.string(),
      petitionId: z.string(),
      kind: z.enum(NOTICE_KINDS),
      registrationNumber: z.string(),
      at: z.coerce.date(),
    }),
  ),
});

type DuePage = z.output<typeof pageShape>;

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
    const page = await askCasework(deps.casework, after, signal);
    const petitions = await readPetitionsOf(deps, page);
    const count = await deps.orm.em
      .fork()
      .transactional((em) => takePage(deps, em, { after, page, petitions }));
    if (count > 0) deps.wakeSenders();
    ({ hasMore } = page);
  }
}

async function readCursor(orm: MikroORM): Promise<string | null> {
  const [row] = await orm.em
    .fork()
    .execute<{ cursor: string | null }[]>('select cursor from notice_feed');
  return row?.cursor ?? null;
}

async function askCasework(
  casework: CaseworkClient,
  after: string | null,
  signal: AbortSignal,
): Promise<DuePage> {
  const requestId = randomUUID();
  const data = await casework.call({ query: QUERY, variables: { after }, requestId, signal });
  const page = pageShape.safeParse(data.noticesDue);
  if (page.success) return page.data;
  throw new DeliveryError('ANSWER_INVALID', false, { cause: page.error });
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
  const moved = await em.execute<unknown[]>(
    'update notice_feed set cursor = ? where cursor is not distinct from ? returning is_only',
    [page.cursor, after],
  );
  if (moved.length === 0) return 0;
  let count = 0;
  for (const { id, petitionId, kind, registrationNumber, at } of page.notices) {
    const petition = petitions.get(petitionId);
    if (!petition) continue;
    const order = { kind, occasion: id, at, variables: { registrationNumber } };
    if (await desk.queue(em, petition, order, clock.now())) count += 1;
  }
  return count;
}
