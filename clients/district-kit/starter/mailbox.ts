import { createHash, randomUUIDv7 } from 'node:crypto';
import type { Actor } from '../../../schema/contract/actor.ts';
import { codedError } from './errors.ts';
import { openJournal } from './journal.ts';
import type { Entry, Letter, PickedUp, Retry } from './letter.ts';
import type { CheckedLetter } from './letter.rules.ts';
import { createQueryCode, hashQueryCode } from './query-code.ts';

interface Receipt {
  petition: Letter;
  queryCode: string;
  submittedAt: string;
}

interface Submission {
  actor: Actor;
  letter: CheckedLetter;
  isByStaff: boolean;
  idempotencyKey: string | null;
}

export type NewImport = Pick<
  Letter,
  'type' | 'title' | 'content' | 'submittedAt' | 'history' | 'petitioner'
> & { sourceNumber: string };

/** The district's letters: in memory, rebuilt from the journal at each start. */
export interface Mailbox extends AsyncDisposable {
  byId(id: string): Letter | null;
  /** Oldest first. */
  ofAccount(account: string): readonly Letter[];
  /** Resolves once the letter is on the disk. @throws IDEMPOTENCY_KEY_REUSED */
  submit(submission: Submission): Promise<Receipt>;
  /** False where the source number is there already. */
  importLetter(letter: NewImport): Promise<boolean>;
  /** Acknowledged, but not known to casework yet. */
  unregistered(): Letter[];
  markRegistered(id: string): Promise<void>;
  pickUp(assignment: PickedUp): Promise<void>;
  /** Null before the first assignment. */
  lastCursor(): string | null;
}

interface MailboxDeps {
  /** `district:511602`. */
  district: string;
  file: string;
  /** There is something to register. */
  onLetter: () => void;
}

export async function openMailbox({ district, file, onLetter }: MailboxDeps): Promise<Mailbox> {
  const letters = new Map<string, Letter>();
  const accounts = new Map<string, Letter[]>();
  const sources = new Set<string>();
  const receipts = new Map<string, { requestHash: string; receipt: Promise<Receipt> }>();
  const unregistered = new Set<string>();
  let cursor: string | null = null;

  function learn(entry: Entry): void {
    switch (entry.kind) {
      case 'letter': {
        const { letter, retry } = entry;
        letters.set(letter.id, letter);
        unregistered.add(letter.id);
        if (letter.sourceNumber !== null) sources.add(letter.sourceNumber);
        if (letter.account !== null)
          accounts.set(letter.account, [...(accounts.get(letter.account) ?? []), letter]);
        if (retry) receipts.set(nameOf(retry.actor, retry.key), recall(letter, retry));
        return;
      }
      case 'registered':
        unregistered.delete(entry.id);
        return;
      case 'assignment':
        cursor = entry.assignment.cursor;
        return;
    }
  }

  const journal = await openJournal<Entry>(file, learn);
  const write = async (entry: Entry): Promise<void> => {
    await journal.append(entry);
    learn(entry);
    if (entry.kind === 'letter') onLetter();
  };

  async function store({ actor, letter, isByStaff }: Submission, retry: Retry | null) {
    const queryCode = retry?.queryCode ?? createQueryCode();
    const submittedAt = new Date().toISOString();
    const petition: Letter = {
      ...letter,
      id: `${district}:${randomUUIDv7()}`,
      account: isByStaff ? null : actor.id,
      queryCodeHash: hashQueryCode(queryCode),
      submittedAt,
      sourceNumber: null,
      history: null,
    };
    await write({ kind: 'letter', letter: petition, retry });
    return { petition, queryCode, submittedAt };
  }

  /** Claimed before anything is awaited, so that of two at once one stores and both get its receipt. */
  function submitOnce(submission: Submission, key: string): Promise<Receipt> {
    const name = nameOf(submission.actor.id, key);
    const requestHash = createHash('sha256')
      .update(JSON.stringify(submission.letter))
      .digest('hex');
    const known = receipts.get(name);
    if (known && known.requestHash !== requestHash) throw keyReused();
    if (known) return known.receipt;
    const retry = { actor: submission.actor.id, key, requestHash, queryCode: createQueryCode() };
    const receipt = store(submission, retry);
    receipts.set(name, { requestHash, receipt });
    receipt.catch(() => receipts.delete(name));
    return receipt;
  }

  return {
    byId: (id) => letters.get(id) ?? null,
    ofAccount: (account) => accounts.get(account) ?? [],
    submit: async (submission) =>
      submission.idempotencyKey === null
        ? store(submission, null)
        : submitOnce(submission, submission.idempotencyKey),
    importLetter: async (letter) => {
      if (sources.has(letter.sourceNumber)) return false;
      sources.add(letter.sourceNumber);
      const kept: Letter = {
        ...letter,
        id: `${district}:${randomUUIDv7()}`,
        ...OF_OLD,
        // Nobody holds it, but every letter has one.
        queryCodeHash: hashQueryCode(createQueryCode()),
      };
      await write({ kind: 'letter', letter: kept, retry: null });
      return true;
    },
    unregistered: () => [...unregistered].flatMap((id) => letters.get(id) ?? []),
    markRegistered: (id) => write({ kind: 'registered', id }),
    pickUp: (assignment) => write({ kind: 'assignment', assignment }),
    lastCursor: () => cursor,
    [Symbol.asyncDispose]: () => journal[Symbol.asyncDispose](),
  };
}

/** What the former system says nothing of. */
const OF_OLD = {
  account: null,
  channel: 'ONLINE',
  entrance: 'PORTAL',
  publicityWish: 'PRIVATE',
  isAssisted: false,
  place: null,
  category: null,
  beneficiary: null,
  jointSignatories: [],
  representatives: [],
  accusedUnits: [],
};

function nameOf(actor: string, key: string): string {
  return JSON.stringify([actor, key]);
}

function recall(petition: Letter, { requestHash, queryCode }: Retry) {
  const { submittedAt } = petition;
  return { requestHash, receipt: Promise.resolve({ petition, queryCode, submittedAt }) };
}

function keyReused(): Error {
  return codedError(
    'IDEMPOTENCY_KEY_REUSED',
    'idempotencyKey: expected a new key for another letter.',
    { argument: 'idempotencyKey' },
  );
}
