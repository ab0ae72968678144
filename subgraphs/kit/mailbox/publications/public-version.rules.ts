import type { Actor } from '../../../../schema/contract/actor.ts';
import { codedError, forbidden } from '../../errors.ts';
import { maskPersonal } from '../mask-text.rules.ts';
import type { ModerationState } from '../moderation/moderation.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import { checkText } from '../petition.rules.ts';
import type { PublicTexts } from './public-version.store.ts';

const TITLE_MAX_CHARS = 100;
const QUESTION_MAX_CHARS = 4_000;
const ANSWER_MAX_CHARS = 10_000;

/**
 * R65, R66: whoever owns the mailbox publishes: the department itself, the district's bureau, the
 * city's for all but the districts'.
 * @throws FORBIDDEN
 */
export function checkPublisher(
  actor: Actor,
  { mailbox, accusedUnits }: Pick<MailboxPetition, 'mailbox' | 'accusedUnits'>,
): void {
  const isOwner =
    (actor.role === 'DISTRICT_BUREAU' || actor.role === 'DEPARTMENT') &&
    actor.unit === mailbox &&
    !accusedUnits.includes(mailbox);
  const isCitys = actor.role === 'CITY_BUREAU' && !mailbox.startsWith('district:');
  if (!isOwner && !isCitys) throw forbidden('publish letters of this mailbox');
}

/** @throws ILLEGAL_MOVE for accusations and for letters in question, which are never public */
export function checkPublishable(
  { accusedUnits }: Pick<MailboxPetition, 'accusedUnits'>,
  moderation: ModerationState | null,
): void {
  if (accusedUnits.length > 0) throw notPublic('检举控告: expected a letter that accuses no unit.');
  if (moderation !== null && moderation !== 'RELEASED')
    throw notPublic(`R12: expected a letter that is not in question, but it is ${moderation}.`);
}

/**
 * The texts as they become public: what the letter's own people are called, and whatever looks like
 * a number of somebody, is masked.
 * @throws BAD_USER_INPUT naming the argument
 */
export function checkPublicTexts(petition: MailboxPetition, given: PublicTexts): PublicTexts {
  // a mask may be longer than what it hides
  const mask = (argument: keyof PublicTexts, maxChars: number): string =>
    checkText(argument, maskPersonal(petition, given[argument]), maxChars);
  return {
    title: mask('title', TITLE_MAX_CHARS),
    question: mask('question', QUESTION_MAX_CHARS),
    answer: mask('answer', ANSWER_MAX_CHARS),
  };
}

function notPublic(message: string): Error {
  return codedError('ILLEGAL_MOVE', message, { move: 'PUBLISH', allowed: [] });
}
