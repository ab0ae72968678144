import type { Actor } from '../../../schema/contract/actor.ts';
import { petitionTypename } from '../../../schema/contract/ids.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import { badUserInput, codedError, unauthenticated } from '../../kit/errors.ts';
import { knownCategory } from '../categories/category.rules.ts';
import type { MailboxKind, RegisterPetitionInput } from '../generated/resolver-types.ts';
import { checkText, REPLY_MAX_CHARS } from '../input/text.rules.ts';
import { isKnownUnit, type UnitDirectory } from '../../kit/profile/known-units.ts';

/** What happened before the letter came to us; null where it was never answered. */
export interface Answer {
  content: string;
  repliedAt: Date;
}

/** A registration whose parts fit together. */
export interface Registration {
  petitionId: string;
  mailbox: MailboxKind;
  mailboxUnit: string | null;
  channel: RegisterPetitionInput['channel'];
  type: RegisterPetitionInput['type'];
  submittedAt: Date;
  signatoryCount: number;
  petitionerAccount: string | null;
  queryCodeHash: string;
  contentFingerprint: string | null;
  category: string | null;
  /** See petitioner-marks.ts of the kit. */
  petitionerMarks: string[];
  /** Units that never get to see the case. */
  accusedUnits: string[];
  /** Null for a letter that is new. */
  history: { answer: Answer | null } | null;
}

const TYPENAMES: Record<MailboxKind, string> = {
  MAYOR: 'MayorPetition',
  DISTRICT: 'DistrictPetition',
  DEPARTMENT: 'DepartmentPetition',
  NATIONAL: 'NationalPetition',
};

const PRINTABLE = /^[\x21-\x7e]{1,200}$/;
const MAX_MARKS = 10;
const MARK = /^[\w-]{43}$/;
const ACCOUNT = /^[^\p{Cc}]{1,200}$/u;

/** @throws UNAUTHENTICATED, or FORBIDDEN unless a system speaks for its own mailbox */
export function requireMailboxOf(actor: Actor, petitionId: string): void {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  const speaksFor = actor.role === 'SYSTEM' ? actor.unit : null;
  if (speaksFor !== null && petitionId.startsWith(`${speaksFor}:`)) return;
  throw codedError('FORBIDDEN', 'You may not register a petition of a mailbox you do not serve.');
}

/** @throws BAD_USER_INPUT naming the first field that does not fit the others */
export function checkRegistration(
  petition: RegisterPetitionInput,
  profile: UnitDirectory & Pick<Profile, 'categories'>,
): Registration {
  const { petitionId, mailbox, petitionerAccount = null } = petition;
  if (!PRINTABLE.test(petitionId) || petitionTypename(petitionId) !== TYPENAMES[mailbox])
    throw badUserInput('petition.petitionId', `an id of a ${TYPENAMES[mailbox]}`, 'another id');
  if (petitionerAccount !== null && !ACCOUNT.test(petitionerAccount))
    throw badUserInput('petition.petitionerAccount', 'an account id', 'something else');
  const queryCodeHash = petition.queryCodeHash.toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(queryCodeHash))
    throw badUserInput('petition.queryCodeHash', '64 hexadecimal digits', 'something else');
  const signatoryCount = petition.signatoryCount ?? 1;
  if (signatoryCount < 1)
    throw badUserInput('petition.signatoryCount', 'at least 1', String(signatoryCount));
  const accusedUnits = [...new Set(petition.accusedUnits ?? [])];
  const owner = checkMailboxUnit(petition, profile);
  return {
    petitionId,
    mailbox,
    // what accuses a mailbox's owner is the city bureau's, as if nobody owned it
    mailboxUnit: owner !== null && accusedUnits.includes(owner) ? null : owner,
    channel: petition.channel,
    type: petition.type,
    submittedAt: petition.submittedAt,
    signatoryCount,
    petitionerAccount,
    queryCodeHash,
    contentFingerprint: checkFingerprint(petition.contentFingerprint),
    // a category of another city's list is left to the staff: no letter is refused for it
    category: knownCategory(profile, petition.category ?? []),
    accusedUnits,
    petitionerMarks: checkMarks(petition.petitionerMarks ?? []),
    history: checkHistory(petition),
  };
}

function checkFingerprint(fingerprint: string | null | undefined): string | null {
  const digits = fingerprint?.toLowerCase() ?? null;
  if (digits !== null && !/^[0-9a-f]{16}$/.test(digits))
    throw badUserInput('petition.contentFingerprint', '16 hexadecimal digits', 'something else');
  return digits;
}

function checkMarks(marks: readonly string[]): string[] {
  if (marks.length > MAX_MARKS)
    throw badUserInput('petition.petitionerMarks', `at most ${MAX_MARKS} marks`, `${marks.length}`);
  if (!marks.every((mark) => MARK.test(mark)))
    throw badUserInput(
      'petition.petitionerMarks',
      '43 base64url characters each',
      'something else',
    );
  return [...new Set(marks)];
}

function checkMailboxUnit(
  { petitionId, mailbox, mailboxUnit }: RegisterPetitionInput,
  directory: UnitDirectory,
): string | null {
  const isLocal = mailbox === 'DISTRICT' || mailbox === 'DEPARTMENT';
  const owner = isLocal ? petitionId.slice(0, petitionId.lastIndexOf(':')) : null;
  if ((mailboxUnit ?? null) !== owner)
    throw badUserInput(
      'petition.mailboxUnit',
      owner === null ? 'null' : `"${owner}"`,
      'another unit',
    );
  if (owner !== null && !isKnownUnit(directory, owner))
    throw badUserInput('petition.mailboxUnit', 'a unit of this city', `"${owner}"`);
  return owner;
}

function checkHistory({
  history,
  submittedAt,
}: RegisterPetitionInput): { answer: Answer | null } | null {
  if (!history) return null;
  const { reply = null, repliedAt = null } = history;
  if (reply === null && repliedAt === null) return { answer: null };
  if (reply === null || repliedAt === null)
    throw badUserInput('petition.history', 'reply and repliedAt together', 'only one of them');
  if (repliedAt < submittedAt)
    throw badUserInput('petition.history.repliedAt', 'a time after submission', 'an earlier one');
  const content = checkText('petition.history.reply', reply, REPLY_MAX_CHARS);
  return { answer: { content, repliedAt } };
}

/** R24: every item gets its number: prefix, year and at least six digits. */
export function registrationNumber(prefix: string, day: string, sequence: number): string {
  return `${prefix}-${day.slice(0, 4)}-${String(sequence).padStart(6, '0')}`;
}
