import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { once } from '../commands/once.ts';
import { forbidden, unauthenticated } from '../errors.ts';
import { append } from '../outbox/append.ts';
import type { Vault } from '../secrecy/vault.ts';
import type { Clock } from '../time/clock.ts';
import { filingOf } from './access.rules.ts';
import { createPetitionId } from './petition-id.ts';
import type { MailboxPetition, StoredPetition } from './petition.entity.ts';
import {
  checkLetter,
  type CheckedLetter,
  type Letter,
  type LetterFrame,
} from './petition.rules.ts';
import type { PetitionStore } from './petition.store.ts';
import { createQueryCode, hashQueryCode } from '../query-codes/query-code.ts';
import { registrationOf } from './registration.ts';
import { REMEMBERED_PLACE } from './sealed-petition.ts';

export interface MailboxCommandDeps<Row extends MailboxPetition> {
  orm: MikroORM;
  store: PetitionStore<Row>;
  vault: Vault;
  frame: LetterFrame;
  clock: Clock;
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

function checkFiling(actor: Actor, mailbox: string): 'OWN' | 'ASSISTED' {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  const filing = filingOf(actor, mailbox);
  if (!filing) throw forbidden('hand in letters to this mailbox');
  return filing;
}

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
    const checked = checkLetter(letter, deps.frame, filing === 'ASSISTED');
    const command = {
      actor: { ...actor, id: idempotency.scope ?? actor.id },
      key: idempotency.key,
      request: { mailbox, letter, own },
    };
    const result = await deps.orm.em
      .fork()
      .transactional((em) =>
        once(em, command, () => store(deps, em, { submission, filing, checked, own })),
      );
    deps.wakeRelay();
    return toReceipt(deps, result);
  };
}

interface Checked<Row> {
  submission: Submission<Row>;
  filing: 'OWN' | 'ASSISTED';
  checked: CheckedLetter;
  own: OwnColumns<Row>;
}

async function store<Row extends MailboxPetition>(
  deps: MailboxCommandDeps<Row>,
  em: EntityManager,
  { submission, filing, checked, own }: Checked<Row>,
): Promise<string> {
  const { actor, mailbox, requestId, takenError } = submission;
  const queryCode = createQueryCode();
  const now = deps.clock.now();
  const { category, ...written } = checked;
  const petition: StoredPetition = {
    ...written,
    id: createPetitionId(mailbox),
    mailbox,
    signatoryCount: checked.jointSignatories.length + 1,
    petitionerAccount: filing === 'OWN' ? actor.id : null,
    filedBy: filing === 'ASSISTED' ? actor.id : null,
    queryCodeHash: hashQueryCode(queryCode),
    submittedAt: now,
    sourceNumber: null,
  };
  const inserted = await deps.store.insertNew(em, [{ ...petition, ...own } as Row]);
  if (inserted.length === 0) throw takenError?.() ?? new Error('a letter of this id exists');
  await append(em, [registrationOf(petition, { requestId, category })], now);
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
