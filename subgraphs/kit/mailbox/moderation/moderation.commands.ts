import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { once } from '../../commands/once.ts';
import { notFound, unauthenticated } from '../../errors.ts';
import { append } from '../../outbox/append.ts';
import { checkCodeHolder, codeHolderOf } from '../../query-codes/code-holder.rules.ts';
import { hashQueryCode } from '../../query-codes/query-code.ts';
import { accessTo, mayKnowOf } from '../access.rules.ts';
import type { ModerationGround } from '../../profile/word-lists.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import { checkText } from '../petition.rules.ts';
import type { MailboxCommandDeps } from '../submit.commands.ts';
import { moderationMessage } from './moderation-message.ts';
import { checkAppeal, checkDecision, type ModerationDecision } from './moderation.rules.ts';
import { holdLetterRow, insertModeration, readModeration } from './moderation.store.ts';
import type { ModerationAct, ModerationEntry } from './moderation.ts';

interface Asked {
  actor: Actor;
  requestId: string;
  petitionId: string;
  idempotencyKey?: string | null | undefined;
}

interface Decision extends Asked {
  decision: ModerationDecision;
  ground?: ModerationGround | null | undefined;
  reason: string;
}

interface Appeal extends Asked {
  /** In place of the account. */
  queryCode?: string | null | undefined;
  /** Who tries the code, see RequestContext. */
  client: string | null;
  statement: string;
}

export interface ModerationCommands<Row> {
  /** @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, ILLEGAL_MOVE */
  moderate: (decision: Decision) => Promise<Row>;
  /** Errors as above. */
  appeal: (appeal: Appeal) => Promise<Row>;
}

const REASON_MAX_CHARS = 2_000;

/** Acts of moderation (R12): each is kept for ever, and casework is told in the same transaction. */
export function createModeration<Row extends MailboxPetition>(
  deps: MailboxCommandDeps<Row>,
): ModerationCommands<Row> {
  return {
    moderate: async ({ decision, ground = null, reason, ...asked }) => {
      const petition = await knownLetter(deps, asked, mayKnowOf);
      const act = { act: decision, ground, reason: checkText('reason', reason, REASON_MAX_CHARS) };
      return record(deps, asked, petition, act, (entries) =>
        checkDecision(asked.actor, petition, entries, { decision, ground }),
      );
    },
    appeal: async ({ queryCode, client, statement, ...asked }) => {
      const petition = queryCode
        ? await letterOfCode(deps, asked, { queryCode, client })
        : await knownLetter(deps, asked, isOwn);
      const reason = checkText('statement', statement, REASON_MAX_CHARS);
      const keyOf = queryCode ? codeHolderOf(petition.id) : asked.actor.id;
      const act = { act: 'APPEAL', ground: null, reason } as const;
      return record(deps, { ...asked, keyOf }, petition, act, checkAppeal);
    },
  };
}

/** @throws UNAUTHENTICATED · NOT_FOUND alike for what is not there and what the actor may not know of */
async function knownLetter<Row extends MailboxPetition>(
  { store }: MailboxCommandDeps<Row>,
  { actor, petitionId }: Asked,
  mayKnow: (actor: Actor, row: Row) => boolean,
): Promise<Row> {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  const [petition] = await store.readByIds([petitionId]);
  if (petition && mayKnow(actor, petition)) return petition;
  throw notFound('petitionId', petitionId);
}

function isOwn(actor: Actor, row: MailboxPetition): boolean {
  return actor.role === 'CITIZEN' && accessTo(actor, row, null) === 'full';
}

/** @throws FORBIDDEN · NOT_FOUND alike for a wrong code and a letter that there is not · RATE_LIMITED */
async function letterOfCode<Row extends MailboxPetition>(
  { store, guesses }: MailboxCommandDeps<Row>,
  { actor, petitionId }: Asked,
  { queryCode, client }: { queryCode: string; client: string | null },
): Promise<Row> {
  checkCodeHolder(actor, 'appeal');
  const [petition] = await store.readByIds([petitionId]);
  const found = await guesses.attempt(client, hashQueryCode(queryCode), (hash) =>
    Promise.resolve(petition?.queryCodeHash === hash ? petition : null),
  );
  if (found) return found;
  throw notFound('petitionId', petitionId);
}

async function record<Row extends MailboxPetition>(
  deps: MailboxCommandDeps<Row>,
  { actor, requestId, idempotencyKey, keyOf = actor.id }: Asked & { keyOf?: string },
  petition: Row,
  act: { act: ModerationAct; ground: ModerationGround | null; reason: string },
  check: (entries: readonly ModerationEntry[]) => void,
): Promise<Row> {
  const request = { petition: petition.id, ...act };
  const command = { actor: { ...actor, id: keyOf }, key: idempotencyKey, request };
  await deps.orm.em.fork().transactional((em) =>
    once(em, command, async () => {
      await holdLetterRow(em, petition.id);
      const entries = await readModeration(em, deps.vault, [petition.id]);
      check(entries);
      await addEntry(deps, em, petition, entries, { ...act, actor, requestId });
      if (act.act === 'REJECT') await tellPetitioner(deps, em, petition, entries.length + 1);
      return petition.id;
    }),
  );
  deps.wakeRelay();
  return petition;
}

/** Ground and appeal stand under the query code; the notice says that there is something to read. */
async function tellPetitioner<Row extends MailboxPetition>(
  { notices, clock }: MailboxCommandDeps<Row>,
  em: EntityManager,
  petition: Row,
  revision: number,
): Promise<void> {
  const at = clock.now();
  await notices.queue(em, petition, { kind: 'MODERATED', occasion: String(revision), at }, at);
}

interface NewEntry {
  act: ModerationAct;
  ground: ModerationGround | null;
  reason: string;
  actor: Actor;
  requestId: string;
}

/** Adds to the record and tells casework, in the caller's transaction. */
export async function addEntry<Row extends MailboxPetition>(
  deps: Pick<MailboxCommandDeps<Row>, 'vault' | 'clock'>,
  em: EntityManager,
  petition: MailboxPetition,
  entries: readonly ModerationEntry[],
  { actor, requestId, ...act }: NewEntry,
): Promise<void> {
  const entry: ModerationEntry = {
    petitionId: petition.id,
    revision: entries.length + 1,
    ...act,
    // a rejection keeps its ground under appeal and after it
    ground: act.ground ?? (act.act === 'RELEASE' ? null : (entries.at(-1)?.ground ?? null)),
    at: deps.clock.now(),
    role: actor.role,
    unitId: actor.unit,
    account: actor.id,
  };
  await insertModeration(em, deps.vault, entry);
  const message = moderationMessage(petition, [...entries, entry], requestId);
  await append(em, [message], entry.at);
}
