import { GraphQLError } from 'graphql';
import { badUserInput } from './errors.ts';
import { checkText } from './letter.rules.ts';
import type { Mailbox, NewImport } from './mailbox.ts';

/** HistoricalLetterInput of the contract. */
export interface HistoricalLetterInput {
  sourceNumber: string;
  author: string;
  type: string;
  title: string;
  content: string;
  submittedAt: string;
  reply?: string | null;
  repliedAt?: string | null;
}

interface ImportResult {
  imported: number;
  alreadyPresent: number;
  rejected: { sourceNumber: string; reason: string }[];
}

const MAX_BATCH = 200;

/** One bad letter keeps no other from being loaded. @throws BAD_USER_INPUT for too many at once */
export async function importLetters(
  mailbox: Mailbox,
  letters: readonly HistoricalLetterInput[],
): Promise<ImportResult> {
  if (letters.length > MAX_BATCH)
    throw badUserInput('letters', `at most ${String(MAX_BATCH)} letters`, String(letters.length));
  const result: ImportResult = { imported: 0, alreadyPresent: 0, rejected: [] };
  for (const letter of letters) {
    try {
      if (await mailbox.importLetter(check(letter))) result.imported += 1;
      else result.alreadyPresent += 1;
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      result.rejected.push({ sourceNumber: letter.sourceNumber, reason: error.message });
    }
  }
  return result;
}

function check(letter: HistoricalLetterInput): NewImport {
  const { reply = null, repliedAt = null } = letter;
  if ((reply === null) !== (repliedAt === null))
    throw badUserInput('reply', 'reply and repliedAt together', 'only one of them');
  return {
    sourceNumber: checkText('sourceNumber', letter.sourceNumber, 100),
    type: letter.type,
    title: checkText('title', letter.title, 100),
    content: checkText('content', letter.content, 10_000),
    petitioner: {
      kind: 'PERSON',
      name: checkText('author', letter.author, 100),
      phone: null,
      email: null,
      idNumber: null,
      address: null,
    },
    submittedAt: letter.submittedAt,
    history: { reply, repliedAt },
  };
}
