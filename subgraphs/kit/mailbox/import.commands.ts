import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput, forbidden, unauthenticated } from '../errors.ts';
import { append } from '../outbox/append.ts';
import { mayImport } from './access.rules.ts';
import {
  checkHistoricalLetter,
  rejectionOf,
  type CheckedHistoricalLetter,
  type HistoricalLetter,
} from './historical-letter.rules.ts';
import { createPetitionId } from './petition-id.ts';
import type { MailboxPetition, StoredPetition } from './petition.entity.ts';
import { createQueryCode, hashQueryCode } from '../query-codes/query-code.ts';
import { registrationOf } from './registration.ts';
import type { MailboxCommandDeps, OwnColumns } from './submit.commands.ts';

interface ImportBatch<Row> {
  actor: Actor;
  requestId: string;
  mailbox: string;
  letters: readonly HistoricalLetter[];
  /** The mailbox's own columns of a letter. @throws BAD_USER_INPUT to reject it */
  ownOf: (letter: CheckedHistoricalLetter) => OwnColumns<Row>;
}

/** letters of the batch = imported + alreadyPresent + rejected. */
interface ImportReport {
  imported: number;
  alreadyPresent: number;
  rejected: { sourceNumber: string; reason: string }[];
}

export type ImportLetters<Row> = (batch: ImportBatch<Row>) => Promise<ImportReport>;

const MAX_BATCH_LETTERS = 200;

function checkImport(actor: Actor, mailbox: string): void {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  if (!mayImport(actor, mailbox)) throw forbidden('import letters to this mailbox');
}

/**
 * Makes the command that loads letters with their past; importing a source number again changes
 * nothing, and one bad letter keeps no other from being loaded.
 * It throws UNAUTHENTICATED, FORBIDDEN or BAD_USER_INPUT for the batch as a whole.
 */
export function createImportLetters<Row extends MailboxPetition>(
  deps: MailboxCommandDeps<Row>,
): ImportLetters<Row> {
  return async (batch) => {
    checkImport(batch.actor, batch.mailbox);
    checkBatchSize(batch.letters.length);
    const { rejected, loadable } = sort(deps, batch);
    const imported = await deps.orm.em
      .fork()
      .transactional((em) => load(deps, em, loadable, batch.requestId));
    if (imported > 0) deps.wakeRelay();
    return { imported, alreadyPresent: loadable.length - imported, rejected };
  };
}

interface Loadable<Row> {
  row: Row;
  history: CheckedHistoricalLetter['history'];
}

function sort<Row extends MailboxPetition>(
  deps: MailboxCommandDeps<Row>,
  batch: ImportBatch<Row>,
): { rejected: ImportReport['rejected']; loadable: Loadable<Row>[] } {
  const now = deps.clock.now();
  const rejected: ImportReport['rejected'] = [];
  const loadable: Loadable<Row>[] = [];
  for (const letter of batch.letters) {
    try {
      const checked = checkHistoricalLetter(letter, deps.frame.limits, now);
      const own = batch.ownOf(checked);
      const row = { ...toPetition(batch.mailbox, checked), ...own } as Row;
      loadable.push({ row, history: checked.history });
    } catch (error) {
      const reason = rejectionOf(error);
      if (reason === null) throw error;
      rejected.push({ sourceNumber: letter.sourceNumber, reason });
    }
  }
  return { rejected, loadable };
}

async function load<Row extends MailboxPetition>(
  deps: MailboxCommandDeps<Row>,
  em: EntityManager,
  loadable: readonly Loadable<Row>[],
  requestId: string,
): Promise<number> {
  const rows = loadable.map(({ row }) => row);
  const inserted = new Set(await deps.store.insertNew(em, rows));
  const messages = loadable
    .filter(({ row }) => inserted.has(row.id))
    .map(({ row, history }) => registrationOf(row, { requestId, history }));
  await append(em, messages, deps.clock.now());
  return inserted.size;
}

/** Nobody holds the code of a historical letter, but every letter has one (R16). */
function toPetition(mailbox: string, letter: CheckedHistoricalLetter): StoredPetition {
  return {
    id: createPetitionId(mailbox),
    mailbox,
    channel: 'ONLINE',
    type: letter.type,
    title: letter.title,
    content: letter.content,
    place: null,
    petitioner: { kind: 'PERSON', name: letter.author, phone: null, idNumber: null, address: null },
    beneficiary: null,
    jointSignatories: [],
    representatives: [],
    signatoryCount: 1,
    petitionerAccount: null,
    filedBy: null,
    accusedUnits: [],
    entrance: 'PORTAL',
    publicityWish: 'PRIVATE',
    queryCodeHash: hashQueryCode(createQueryCode()),
    submittedAt: letter.submittedAt,
    sourceNumber: letter.sourceNumber,
  };
}

function checkBatchSize(count: number): void {
  if (count <= MAX_BATCH_LETTERS) return;
  throw badUserInput('letters', `at most ${MAX_BATCH_LETTERS} letters`, `${count} letters`);
}
