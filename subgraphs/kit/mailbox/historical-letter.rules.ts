import { GraphQLError } from 'graphql';
import { badUserInput } from '../errors.ts';
import type { PetitionType } from './petition.entity.ts';
import { checkText, type LetterLimits } from './petition.rules.ts';

/** HistoricalLetterInput of the SDL. */
export interface HistoricalLetter {
  sourceNumber: string;
  author: string;
  type: PetitionType;
  title: string;
  content: string;
  submittedAt: Date;
  reply?: string | null | undefined;
  repliedAt?: Date | null | undefined;
}

/** A letter with a past that passed. */
export interface CheckedHistoricalLetter {
  sourceNumber: string;
  author: string;
  type: PetitionType;
  title: string;
  content: string;
  submittedAt: Date;
  history: { reply: string | null; repliedAt: Date | null };
}

const SHORT_MAX_CHARS = 100;
const REPLY_MAX_CHARS = 100_000;

/**
 * Checks one letter of a batch.
 * @param now no letter and no reply may come from later
 * @throws BAD_USER_INPUT for the first fault; see `rejectionOf`
 */
export function checkHistoricalLetter(
  letter: HistoricalLetter,
  limits: LetterLimits,
  now: Date,
): CheckedHistoricalLetter {
  return {
    sourceNumber: checkText('sourceNumber', letter.sourceNumber, SHORT_MAX_CHARS),
    author: checkText('author', letter.author, SHORT_MAX_CHARS),
    type: letter.type,
    title: checkText('title', letter.title, limits.titleMaxChars),
    content: checkText('content', letter.content, limits.contentMaxChars),
    submittedAt: checkInstant('submittedAt', letter.submittedAt, now),
    history: checkHistory(letter, now),
  };
}

/** Why a letter was rejected, for the report; null for an error of another kind. */
export function rejectionOf(error: unknown): string | null {
  const isMeant = error instanceof GraphQLError && error.extensions.code === 'BAD_USER_INPUT';
  return isMeant ? error.message : null;
}

function checkHistory(letter: HistoricalLetter, now: Date): CheckedHistoricalLetter['history'] {
  const { reply, repliedAt } = letter;
  if (!reply?.trim()) {
    if (repliedAt) throw badUserInput('reply', 'a text where repliedAt is given', 'nothing');
    return { reply: null, repliedAt: null };
  }
  if (!repliedAt) throw badUserInput('repliedAt', 'an instant where a reply is given', 'nothing');
  checkInstant('repliedAt', repliedAt, now);
  if (repliedAt < letter.submittedAt) {
    throw badUserInput('repliedAt', 'an instant after submittedAt', 'an earlier one');
  }
  return { reply: checkText('reply', reply, REPLY_MAX_CHARS), repliedAt };
}

function checkInstant(argument: string, instant: Date, now: Date): Date {
  if (instant <= now) return instant;
  throw badUserInput(argument, 'an instant in the past', 'one in the future');
}
