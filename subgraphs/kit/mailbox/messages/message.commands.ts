import { randomUUIDv7 } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { once } from '../../commands/once.ts';
import { codedError, forbidden, notFound, unauthenticated } from '../../errors.ts';
import { append } from '../../outbox/append.ts';
import type { GuessGuard } from '../../query-codes/guess-guard.ts';
import type { Profile } from '../../profile/profile.ts';
import { checkCodeHolder, codeHolderOf } from '../../query-codes/code-holder.rules.ts';
import { hashQueryCode } from '../../query-codes/query-code.ts';
import type { Clock } from '../../time/clock.ts';
import { mayKnowOf } from '../access.rules.ts';
import { holdLetterRow } from '../moderation/moderation.store.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import { checkText } from '../petition.rules.ts';
import type { AskHandlingUnits } from './ask-handling-units.ts';
import type { MessageRow } from './message.entity.ts';
import { needsHandlingUnits, speakerOf, type Speaker } from './message.rules.ts';
import type { MessageStore } from './message.store.ts';
import { messageNote } from './message-note.ts';

interface MessageDeps {
  orm: MikroORM;
  store: MessageStore;
  readPetitions: (ids: readonly string[]) => Promise<MailboxPetition[]>;
  askHandlingUnits: AskHandlingUnits;
  guesses: GuessGuard;
  /** Of the city's two offices. */
  units: Profile['city']['units'];
  clock: Clock;
  /** Called after a commit that left something in the outbox. */
  wakeRelay: () => void;
}

interface Saying {
  actor: Actor;
  requestId: string;
  /** See RequestContext. */
  client: string | null;
  petition: string;
  text: string;
  queryCode?: string | null | undefined;
  idempotencyKey?: string | null | undefined;
}

/**
 * Adds something to a letter (R17). A wrong code, one of another letter and a letter that there is not
 * are answered alike.
 * @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, LIMIT_EXCEEDED, RATE_LIMITED,
 *   IDEMPOTENCY_KEY_REUSED, SUBGRAPH_UNAVAILABLE
 */
export type AddMessage = (saying: Saying) => Promise<MessageRow>;

const TEXT_MAX_CHARS = 2_000;
const MAX_A_DAY = 20;
const DAY_MS = 24 * 3_600_000;

export function createAddMessage(deps: MessageDeps): AddMessage {
  return async (saying) => {
    const text = checkText('text', saying.text, TEXT_MAX_CHARS);
    const speaker = await findSpeaker(deps, saying);
    const { petition, idempotencyKey: key } = saying;
    const account = saying.queryCode ? codeHolderOf(petition) : saying.actor.id;
    const command = { actor: { ...saying.actor, id: account }, key, request: { petition, text } };
    const id = await deps.orm.em
      .fork()
      .transactional((em) => once(em, command, () => store(deps, em, { saying, speaker, text })));
    deps.wakeRelay();
    const message = await deps.store.byId(id);
    if (!message) throw new Error(`the message ${id} was stored but cannot be found`);
    return message;
  };
}

async function findSpeaker(deps: MessageDeps, saying: Saying): Promise<Speaker> {
  const { actor, petition: id, queryCode, client, requestId } = saying;
  if (queryCode) checkCodeHolder(actor, 'say something');
  else if (actor.role === 'ANONYMOUS') throw unauthenticated();
  const [petition] = await deps.readPetitions([id]);
  if (queryCode) {
    const found = await deps.guesses.attempt(client, hashQueryCode(queryCode), (hash) =>
      Promise.resolve(petition?.queryCodeHash === hash ? petition : null),
    );
    if (!found) throw notFound('queryCode', 'this code');
    return { from: 'PETITIONER', unitId: null };
  }
  if (!petition || !mayKnowOf(actor, petition)) throw notFound('petition', id);
  const handlingUnits = needsHandlingUnits(actor, petition)
    ? await deps.askHandlingUnits(id, requestId)
    : null;
  const speaker = speakerOf(actor, { ...petition, handlingUnits }, deps.units);
  if (!speaker) throw forbidden('say something about this letter');
  return speaker;
}

async function store(
  { store: messages, clock }: MessageDeps,
  em: Parameters<MessageStore['insert']>[0],
  { saying, speaker, text }: { saying: Saying; speaker: Speaker; text: string },
): Promise<string> {
  const { petition: petitionId, actor, requestId } = saying;
  // one after another: none is miscounted, and their numbers grow in the order in which they show
  await holdLetterRow(em, petitionId);
  const sentAt = clock.now();
  if (speaker.from === 'PETITIONER') {
    const since = new Date(sentAt.getTime() - DAY_MS);
    if ((await messages.countOfPetitioner(em, petitionId, since)) >= MAX_A_DAY) throw tooMany();
  }
  const id = `message:${randomUUIDv7()}`;
  const account = actor.id || null;
  await messages.insert(em, { ...speaker, id, petitionId, account, text, sentAt });
  const note = { petitionId, messageId: id, ...speaker, sentAt };
  await append(em, [messageNote(note, requestId)], sentAt);
  return id;
}

function tooMany(): Error {
  return codedError(
    'LIMIT_EXCEEDED',
    `Expected at most ${MAX_A_DAY} messages about a letter in a day, but got more.`,
    { limit: 'messagesPerDay', maximum: MAX_A_DAY },
  );
}
