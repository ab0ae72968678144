import { randomUUID } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { CaseworkClient } from '../../kit/mailbox/casework-client.ts';
import { DeliveryError } from '../../kit/outbox/delivery-error.ts';
import type { Logger } from '../../kit/process/log.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { Result } from './peer-contract.ts';
import { appendResults } from './result-outbox.ts';
import { startLoop } from './steady-loop.ts';

interface FollowDeps {
  orm: MikroORM;
  clock: Clock;
  log: Logger;
  casework: CaseworkClient;
  pollMs: number;
  /** Called after results were left for a peer. */
  wakeResults: (peer: string) => void;
}

const QUERY = `query CaseOutcomes($after: String) {
  caseOutcomes(after: $after) {
    cursor
    hasMore
    outcomes {
      id petitionId act at registrationNumber repeatOf declineGround replies { content repliedAt }
    }
  }
}`;

const outcomeShape = z.object({
  id: z.string(),
  petitionId: z.string(),
  act: z.enum(['REGISTERED', 'DECLINED', 'PUBLISHED', 'CONCLUDED']),
  at: z.string(),
  registrationNumber: z.string(),
  repeatOf: z.string().nullable(),
  declineGround: z.string().nullable(),
  replies: z.array(z.object({ content: z.string().nullable(), repliedAt: z.string() })),
});

type Outcome = z.output<typeof outcomeShape>;

const answerShape = z.object({
  caseOutcomes: z.object({
    cursor: z.string(),
    hasMore: z.boolean(),
    outcomes: z.array(outcomeShape),
  }),
});

type Page = z.output<typeof answerShape>['caseOutcomes'];

/** Leaves for each peer what became of its matters, as casework's log tells it, none left out. */
export function followOutcomes(deps: FollowDeps): AsyncDisposable {
  return startLoop({
    pauseMs: deps.pollMs,
    round: async (signal) => {
      const after = await readPosition(deps.orm);
      const page = await readPage(deps.casework, after, signal);
      for (const peer of await keep(deps, after, page)) deps.wakeResults(peer);
      return page.hasMore;
    },
    onFailure: (error) => startOverOrWait(deps, error),
  });
}

async function readPage(
  casework: CaseworkClient,
  after: string | null,
  signal: AbortSignal,
): Promise<Page> {
  const call = { query: QUERY, variables: { after }, requestId: randomUUID(), signal };
  const parsed = answerShape.safeParse(await casework.call(call));
  if (parsed.success) return parsed.data.caseOutcomes;
  throw new DeliveryError('ANSWER_INVALID', false);
}

/** @returns the peers that get something */
function keep({ orm, clock }: FollowDeps, after: string | null, page: Page): Promise<Set<string>> {
  if (page.cursor === after) return Promise.resolve(new Set());
  return orm.em.fork().transactional(async (em) => {
    if (!(await movePosition(em, after, page.cursor))) return new Set<string>();
    const origins = await readOrigins(em, page.outcomes);
    const results = page.outcomes.flatMap((outcome) => {
      const origin = origins.get(outcome.petitionId);
      return origin ? [{ peer: origin.peer, result: toResult(outcome, origin.number) }] : [];
    });
    await appendResults(em, results, clock.now());
    return new Set(results.map(({ peer }) => peer));
  });
}

function toResult({ petitionId: _petitionId, ...outcome }: Outcome, number: string): Result {
  return { ...outcome, number, rejection: null };
}

interface Origin {
  id: string;
  peer: string;
  number: string;
}

async function readOrigins(
  em: EntityManager,
  outcomes: readonly Outcome[],
): Promise<Map<string, Origin>> {
  const rows = await em.execute<Origin[]>(
    `select id, upstream_peer as peer, upstream_number as number from petition
     where upstream_peer is not null and id in (select json_array_elements_text(?::json))`,
    [JSON.stringify(outcomes.map(({ petitionId }) => petitionId))],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function readPosition(orm: MikroORM): Promise<string | null> {
  const [row] = await orm.em
    .fork()
    .execute<{ cursor: string | null }[]>('select cursor from outcome_position');
  return row?.cursor ?? null;
}

/** False where another replica was faster. */
async function movePosition(
  em: EntityManager,
  from: string | null,
  to: string | null,
): Promise<boolean> {
  const moved: unknown[] = await em.execute(
    'update outcome_position set cursor = ? where cursor is not distinct from ? returning cursor',
    [to, from],
  );
  return moved.length > 0;
}

/** casework came back from an older state: peers know by the id what they have already. */
async function startOverOrWait({ orm, log }: FollowDeps, error: unknown): Promise<void> {
  const code = error instanceof DeliveryError ? error.code : 'DELIVERY_FAILED';
  log.warn({ code }, 'outcomes could not be read');
  if (code !== 'CURSOR_INVALID') return;
  await orm.em
    .fork()
    .execute('update outcome_position set cursor = null')
    .catch((failure: unknown) => log.error({ err: failure }, 'outcomes cannot be read anew'));
}
