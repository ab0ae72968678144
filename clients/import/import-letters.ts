import type { LetterRoute, UnroutedLetter } from '../../subgraphs/kit/profile/route-letter.ts';
import { BatchCollector, faultOfSize, type Batch } from './batches.ts';
import type { CityApi } from './city-api.ts';
import type { HistoricalLetterInput } from './generated/operations.ts';
import type { BadLine, FileLetter, ReadLine } from './read-letters.ts';

export interface ImportDeps {
  api: Pick<CityApi, 'importLetters'>;
  lines: AsyncIterable<ReadLine>;
  routeLetter: (letter: UnroutedLetter) => LetterRoute;
  /** Told how many lines are settled, after every batch. */
  onProgress: (settledLines: number) => void;
}

/** read = imported + alreadyPresent + rejected.length. */
export interface ImportSummary {
  read: number;
  imported: number;
  alreadyPresent: number;
  rejected: BadLine[];
}

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** Sends every letter of a file to its mailbox; a bad one is noted, the others go on. */
export async function importLetters(deps: ImportDeps): Promise<ImportSummary> {
  const summary: ImportSummary = { read: 0, imported: 0, alreadyPresent: 0, rejected: [] };
  const lineOf = new Map<string, number>();
  const collector = new BatchCollector();
  const send = async (batch: Batch): Promise<void> => {
    const outcome = await deps.api.importLetters(batch);
    summary.imported += outcome.imported;
    summary.alreadyPresent += outcome.alreadyPresent;
    for (const { sourceNumber, reason } of outcome.rejected)
      summary.rejected.push({ line: lineOf.get(sourceNumber) ?? 0, reason });
    deps.onProgress(summary.imported + summary.alreadyPresent + summary.rejected.length);
  };
  for await (const read of deps.lines) {
    summary.read += 1;
    const refusal = 'reason' in read ? read.reason : twice(lineOf, read);
    if (refusal !== null || 'reason' in read) {
      summary.rejected.push({ line: read.line, reason: refusal ?? '' });
      continue;
    }
    const { mailbox, letter } = address(read.letter, deps.routeLetter);
    const fault = faultOfSize(letter);
    if (fault !== null) {
      summary.rejected.push({ line: read.line, reason: fault });
      continue;
    }
    const full = collector.add(mailbox, letter);
    if (full) await send(full);
  }
  for (const batch of collector.rest()) await send(batch);
  summary.rejected.sort((one, two) => one.line - two.line);
  return summary;
}

/** A number names one letter; a second line under it would be lost silently. */
function twice(
  lineOf: Map<string, number>,
  { line, letter }: { line: number; letter: FileLetter },
): string | null {
  const first = lineOf.get(letter.number);
  if (first !== undefined) return `number: stands already on line ${String(first)}`;
  lineOf.set(letter.number, line);
  return null;
}

function address(
  letter: FileLetter,
  routeLetter: ImportDeps['routeLetter'],
): { mailbox: string; letter: HistoricalLetterInput } {
  const { number, author, title, content, submittedAt, reply, repliedAt } = letter;
  const submittedOn = new Date(Date.parse(submittedAt) + SHANGHAI_OFFSET_MS)
    .toISOString()
    .slice(0, 10);
  const { unit, upstreamChannel, type } = routeLetter({ title, content, submittedOn });
  return {
    mailbox: upstreamChannel === null ? unit : `${unit}:${upstreamChannel}`,
    letter: {
      sourceNumber: number,
      author,
      type,
      title,
      content,
      submittedAt,
      reply: reply ?? null,
      repliedAt: repliedAt ?? null,
    },
  };
}
