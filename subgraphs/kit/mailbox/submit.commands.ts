import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { once } from '../commands/once.ts';
import { append } from '../outbox/append.ts';
import { asRegistered, type ReadRegistration } from '../registration/registered-letter.ts';
import type { Vault } from '../secrecy/vault.ts';
import type { Clock } from '../time/clock.ts';
import { checkFiling } from './access.rules.ts';
import { claimAttachments } from './attachments/attachment.commands.ts';
import type { AttachmentStore } from './attachments/attachment.store.ts';
import type { NoticeDesk } from './notices/notice-desk.ts';
import { holdWhereListed } from './moderation/hold-new.ts';
import { createPetitionId } from './petition-id.ts';
import type { MailboxPetition, StoredPetition } from './petition.entity.ts';
import {
  checkLetter,
  type CheckedLetter,
  type Letter,
  type LetterFrame,
} from './petition.rules.ts';
import type { PetitionStore } from './petition.store.ts';
import { petitionerMarks } from './petitioner-marks.ts';
import type { GuessGuard } from '../query-codes/guess-guard.ts';
import { createQueryCode, hashQueryCode } from '../query-codes/query-code.ts';
import { registrationOf } from './registration.ts';
import { REMEMBERED_PLACE } from './sealed-petition.ts';

export interface MailboxCommandDeps<Row extends MailboxPetition> {
  orm: MikroORM;
  store: PetitionStore<Row>;
  vault: Vault;
  frame: LetterFrame;
  clock: Clock;
  /** Who a petitioner has registered as. */
  readRegistration: ReadRegistration;
  notices: NoticeDesk;
  attachments: AttachmentStore;
  guesses: GuessGuard;
  /** Called after a commit that left something in the outbox. */
  wakeRelay: () => void;
}

/** Columns that a mailbox adds to those all share. */
export type OwnColumns<Row> = Omit<Row, keyof MailboxPetition>;

interface Submission<Row> {
  actor: Actor;
  requestId: string;
  /** `mayor`, `district:<area code>`, `department:<code>` or `national`. */
  mailbox: string;
  letter: Letter;
  /** The mailbox's own columns; asked once the actor may file. @throws BAD_USER_INPUT */
  ownOf: () => OwnColumns<Row>;
  /** When it was handed in, of a letter that was handed in elsewhere; now by default. */
  submittedAt?: Date;
  /** Error where a unique column of the mailbox's own is taken. */
  takenError?: () => Error;
  /** A retry with the same key gets the first receipt; `scope` says whose key it is, the actor's by default. */
  idempotency: { key: string | null | undefined; scope?: string };
}

/** Proof that a letter is safely stored; the code is told to nobody else. */
interface Receipt<Row> {
  petition: Row;
  queryCode: string;
  submittedAt: Date;
}

export type Submit<Row> = (submission: Submission<Row>) => Promise<Receipt<Row>>;

/** A letter that came by mail or text message, without an account. */
interface TakenIn<Row> {
  /** Names the way it came, such as `channel:email:mayor@city.example`. */
  door: string;
  requestId: string;
  mailbox: string;
  letter: Letter;
  own: OwnColumns<Row>;
  /** Names the message; the same one again is the same letter. */
  key: string;
  /** Message-ID to which the receipt answers. */
  inReplyTo?: string;
  /** Is written in the letter's transaction, also where the same message comes again. */
  alongside?: (em: EntityManager) => Promise<void>;
}

export type TakeIn<Row> = (message: TakenIn<Row>) => Promise<Receipt<Row>>;

/** How a letter comes: by its writer's account, by staff for somebody, or by mail and text message. */
type Filing = 'OWN' | 'ASSISTED' | 'MESSAGE';

/**
 * Makes the command that stores a letter and, in the same transaction, what casework must learn.
 * It throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT or IDEMPOTENCY_KEY_REUSED.
 */
export function createSubmit<Row extends MailboxPetition>(
  deps: MailboxCommandDeps<Row>,
): Submit<Row> {
  return async (submission) => {
    const { actor, mailbox, letter, idempotency } = submission;
    const filing = checkFiling(actor, mailbox);
    const own = submission.ownOf();
    const { checked, asked } = await checkSubmitted(deps, actor, filing, letter);
    const command = {
      actor: { ...actor, id: idempotency.scope ?? actor.id },
      key: idempotency.key,
      request: { mailbox, letter: asked, own },
    };
    return storeOnce(deps, command, { ...submission, filing, checked, own });
  };
}

/**
 * Staff writes down whoever stands before them; a petitioner's own letter may have to prove who they
 * are (R7). A retry brings a newer proof, so that is no part of what was asked.
 */
async function checkSubmitted<Row extends MailboxPetition>(
  deps: MailboxCommandDeps<Row>,
  actor: Actor,
  filing: Filing,
  given: Letter,
): Promise<{ checked: CheckedLetter; asked: Letter }> {
  const { registrationProof: _proof, ...asked } = given;
  if (filing !== 'OWN') return { checked: checkLetter(asked, deps.frame, true), asked };
  const { letter, registered } = await deps.readRegistration(given, actor.id);
  const checked = checkLetter(letter, deps.frame, false);
  return {
    checked: { ...checked, petitioner: asRegistered(checked.petitioner, registered) },
    asked,
  };
}

/**
 * Makes the command that stores what came by mail or text message (R15, R73, R76), like a letter
 * and with its receipt. It throws BAD_USER_INPUT, or REGISTRATION_REQUIRED in a city that knows its
 * petitioners (R8), since a message proves nothing.
 */
export function createTakeIn<Row extends MailboxPetition>(
  deps: MailboxCommandDeps<Row>,
): TakeIn<Row> {
  return async ({ door, key, ...message }) => {
    const actor: Actor = { role: 'SYSTEM', id: door, unit: message.mailbox };
    const { letter } = await deps.readRegistration(message.letter, door);
    const checked = checkLetter(letter, deps.frame, true);
    const command = { actor, key, request: { key } };
    return storeOnce(deps, command, { ...message, actor, filing: 'MESSAGE', checked });
  };
}

async function storeOnce<Row extends MailboxPetition>(
  deps: MailboxCommandDeps<Row>,
  command: Parameters<typeof once>[1],
  checked: Checked<Row>,
): Promise<Receipt<Row>> {
  const result = await deps.orm.em.fork().transactional(async (em) => {
    const made = await once(em, command, () => store(deps, em, checked));
    await checked.alongside?.(em);
    return made;
  });
  deps.wakeRelay();
  return toReceipt(deps, result);
}

interface Checked<Row> extends Pick<
  Submission<Row>,
  'actor' | 'mailbox' | 'requestId' | 'submittedAt' | 'takenError'
> {
  filing: Filing;
  checked: CheckedLetter;
  own: OwnColumns<Row>;
  inReplyTo?: string;
  alongside?: (em: EntityManager) => Promise<void>;
}

async function store<Row extends MailboxPetition>(
  deps: MailboxCommandDeps<Row>,
  em: EntityManager,
  { actor, mailbox, requestId, takenError, filing, checked, own, ...given }: Checked<Row>,
): Promise<string> {
  const queryCode = createQueryCode();
  const now = deps.clock.now();
  const { category, attachments, ...written } = checked;
  const petition: StoredPetition = {
    ...written,
    id: createPetitionId(mailbox),
    mailbox,
    signatoryCount: checked.jointSignatories.length + 1,
    petitionerAccount: filing === 'OWN' ? actor.id : null,
    filedBy: filing === 'ASSISTED' ? actor.id : null,
    queryCodeHash: hashQueryCode(queryCode),
    submittedAt: given.submittedAt ?? now,
    sourceNumber: null,
  };
  const inserted = await deps.store.insertNew(em, [{ ...petition, ...own } as Row]);
  if (inserted.length === 0) throw takenError?.() ?? new Error('a letter of this id exists');
  const marks = petitionerMarks(deps.vault, petition.petitioner);
  await append(em, [registrationOf(petition, { requestId, category, marks })], now);
  await claimAttachments(deps.attachments, em, {
    ids: attachments,
    petitionId: petition.id,
    mailbox,
    account: actor.id,
  });
  await holdWhereListed(deps, em, petition, requestId);
  // Whoever writes by an account is told at once, by the answer to the mutation.
  if (filing !== 'OWN') {
    const variables = { queryCode };
    const { inReplyTo } = given;
    const receipt = { kind: 'RECEIPT', occasion: '', at: now, variables, inReplyTo } as const;
    await deps.notices.queue(em, petition, receipt, now);
  }
  return remember(deps.vault, { id: petition.id, queryCode });
}

/** Kept with the idempotency key alone, for a retry whose first answer was lost. */
interface Remembered {
  id: string;
  queryCode: string;
}

function remember(vault: Vault, made: Remembered): string {
  return vault.seal(JSON.stringify(made), REMEMBERED_PLACE);
}

async function toReceipt<Row extends MailboxPetition>(
  deps: MailboxCommandDeps<Row>,
  result: string,
): Promise<Receipt<Row>> {
  const { id, queryCode } = JSON.parse(deps.vault.open(result, REMEMBERED_PLACE)) as Remembered;
  const [petition] = await deps.store.readByIds([id]);
  if (!petition) throw new Error(`the letter ${id} was stored but cannot be found`);
  return { petition, queryCode, submittedAt: petition.submittedAt };
}
