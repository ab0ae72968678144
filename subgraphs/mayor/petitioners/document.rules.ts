import { badUserInput } from '../../kit/errors.ts';
import { isIdentityNumber } from '../../kit/mailbox/identity-number.rules.ts';
import type { PetitionerKind } from '../../kit/mailbox/petition.entity.ts';
import { checkText } from '../../kit/mailbox/petition.rules.ts';
import { isSocialCreditCode } from './social-credit-code.rules.ts';

export type IdentityDocument =
  | 'RESIDENT_IDENTITY_CARD'
  | 'RESIDENCE_PERMIT'
  | 'PASSPORT'
  | 'HONG_KONG_MACAO_PERMIT'
  | 'TAIWAN_PERMIT'
  | 'SOCIAL_CREDIT_CODE'
  | 'OTHER';

/** With what somebody registers; documentName is null but for OTHER. */
export interface Document {
  document: IdentityDocument;
  documentName: string | null;
  documentNumber: string;
}

interface DocumentInput {
  document: IdentityDocument;
  documentName?: string | null | undefined;
  documentNumber: string;
}

const OF_PERSONS: readonly IdentityDocument[] = [
  'RESIDENT_IDENTITY_CARD',
  'RESIDENCE_PERMIT',
  'PASSPORT',
  'HONG_KONG_MACAO_PERMIT',
  'TAIWAN_PERMIT',
  'OTHER',
];

/** R1, R7: the three kinds of petitioners, and by what each can be told from all others. */
const DOCUMENTS_OF: Record<PetitionerKind, readonly IdentityDocument[]> = {
  PERSON: OF_PERSONS,
  LEGAL_PERSON: ['SOCIAL_CREDIT_CODE'],
  ORGANIZATION: ['SOCIAL_CREDIT_CODE', 'OTHER'],
};

const NAME_MAX_CHARS = 40;
const EARLIEST_BIRTH = '1900-01-01';

/**
 * @param today YYYY-MM-DD in the city; nobody is born later
 * @throws BAD_USER_INPUT that names the field and never repeats the number
 */
export function checkDocument(
  kind: PetitionerKind,
  { document, documentName, documentNumber }: DocumentInput,
  today: string,
): Document {
  const allowed = DOCUMENTS_OF[kind];
  if (!allowed.includes(document))
    throw badUserInput('registration.document', allowed.join(', '), document);
  const number = documentNumber
    .normalize('NFKC')
    .replaceAll(/[\s()-]/g, '')
    .toUpperCase();
  const { isRight, expected } = FORMS[document](number, today);
  if (!isRight) throw badUserInput('registration.documentNumber', expected, 'something else');
  return {
    document,
    documentName: checkDocumentName(document, documentName),
    documentNumber: number,
  };
}

interface Verdict {
  isRight: boolean;
  expected: string;
}

function byPattern(pattern: RegExp, expected: string): (number: string) => Verdict {
  return (number) => ({ isRight: pattern.test(number), expected });
}

const FORMS: Record<IdentityDocument, (number: string, today: string) => Verdict> = {
  RESIDENT_IDENTITY_CARD: (number, today) => ({
    isRight: isPlausibleIdentityNumber(number, today) && !/^8[123]/.test(number),
    expected: 'an 18-digit resident identity number with its date of birth and check digit',
  }),
  RESIDENCE_PERMIT: (number, today) => ({
    isRight: isPlausibleIdentityNumber(number, today) && /^8[123]0000/.test(number),
    expected: 'an 18-digit number that begins with 810000, 820000 or 830000',
  }),
  PASSPORT: byPattern(/^(?=.*\d)[A-Z0-9]{6,15}$/, 'the 6 to 15 letters and digits of a passport'),
  HONG_KONG_MACAO_PERMIT: byPattern(/^[HM]\d{8}(\d{2})?$/, 'H or M and 8 or 10 digits'),
  TAIWAN_PERMIT: byPattern(/^(\d{8}|\d{10}[A-Z]?)$/, '8 digits, or 10 with or without a letter'),
  SOCIAL_CREDIT_CODE: (number) => ({
    isRight: isSocialCreditCode(number),
    expected: 'an 18-character unified social credit code with its check character',
  }),
  OTHER: byPattern(/^[\p{Script=Han}A-Z0-9]{4,40}$/u, '4 to 40 characters, digits and letters'),
};

/** GB 11643: the check digit fits, and somebody who lives can have been born on that day. */
function isPlausibleIdentityNumber(number: string, today: string): boolean {
  if (!isIdentityNumber(number)) return false;
  const [, year, month, day] = /^\d{6}(\d{4})(\d{2})(\d{2})/.exec(number) ?? [];
  const born = `${year}-${month}-${day}`;
  return isDate(born) && born >= EARLIEST_BIRTH && born <= today;
}

function isDate(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

function checkDocumentName(
  document: IdentityDocument,
  name: string | null | undefined,
): string | null {
  if (document === 'OTHER')
    return checkText('registration.documentName', name ?? '', NAME_MAX_CHARS);
  if (!name) return null;
  throw badUserInput('registration.documentName', 'nothing, unless with OTHER', 'a name');
}
