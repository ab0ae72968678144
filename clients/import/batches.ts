import type { HistoricalLetterInput } from './generated/operations.ts';

/** Letters that go to one mailbox in one request. */
export interface Batch {
  /** `mayor`, `district:<code>`, `department:<code>` or `national:<upstream channel>`. */
  mailbox: string;
  letters: HistoricalLetterInput[];
}

const MAX_LETTERS = 100;
/** Well below the gateway's limit for a request body. */
const MAX_BYTES = 400_000;

/** With this one letter a request would be refused as a whole, by the gateway's own default. */
const MAX_LETTER_BYTES = 1_000_000;

/** What is wrong with a letter that no request can carry; null for all others. */
export function faultOfSize(letter: HistoricalLetterInput): string | null {
  const bytes = sizeOf(letter);
  if (bytes <= MAX_LETTER_BYTES) return null;
  return `letter: expected at most ${String(MAX_LETTER_BYTES)} bytes, got ${String(bytes)}`;
}

function sizeOf(letter: HistoricalLetterInput): number {
  return Buffer.byteLength(JSON.stringify(letter));
}

/** Collects letters per mailbox until a request is full. */
export class BatchCollector {
  readonly #open = new Map<string, { batch: Batch; bytes: number }>();

  /** Takes a letter; returns a batch that became full. */
  add(mailbox: string, letter: HistoricalLetterInput): Batch | null {
    const bytes = sizeOf(letter);
    const open = this.#open.get(mailbox);
    if (open && open.bytes + bytes <= MAX_BYTES && open.batch.letters.length < MAX_LETTERS) {
      open.batch.letters.push(letter);
      open.bytes += bytes;
      return null;
    }
    this.#open.set(mailbox, { batch: { mailbox, letters: [letter] }, bytes });
    return open?.batch ?? null;
  }

  /** What is left at the end of the file. */
  rest(): Batch[] {
    return [...this.#open.values()].map(({ batch }) => batch);
  }
}
