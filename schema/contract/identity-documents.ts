import { isIdentityNumber } from './identity-number.ts';
import { isSocialCreditCode } from './social-credit-code.ts';

export type IdentityDocument =
  | 'RESIDENT_IDENTITY_CARD'
  | 'RESIDENCE_PERMIT'
  | 'PASSPORT'
  | 'HONG_KONG_MACAO_PERMIT'
  | 'TAIWAN_PERMIT'
  | 'SOCIAL_CREDIT_CODE'
  | 'OTHER';

/** R1, R7: the three kinds of petitioners, and by what each can be told from all others. */
export const DOCUMENTS_OF: Readonly<
  Record<'PERSON' | 'LEGAL_PERSON' | 'ORGANIZATION', readonly IdentityDocument[]>
> = {
  PERSON: [
    'RESIDENT_IDENTITY_CARD',
    'RESIDENCE_PERMIT',
    'PASSPORT',
    'HONG_KONG_MACAO_PERMIT',
    'TAIWAN_PERMIT',
    'OTHER',
  ],
  LEGAL_PERSON: ['SOCIAL_CREDIT_CODE'],
  ORGANIZATION: ['SOCIAL_CREDIT_CODE', 'OTHER'],
};

const EARLIEST_BIRTH = '1900-01-01';

/** A document's number as it is compared: however it is written, without blanks, brackets and dashes. */
export function plainDocumentNumber(written: string): string {
  return written
    .normalize('NFKC')
    .replaceAll(/[\s()-]/g, '')
    .toUpperCase();
}

/**
 * Whether a plain number can be one of such a document (R7).
 * @param today YYYY-MM-DD in the city; nobody is born later
 */
export function isDocumentNumber(
  document: IdentityDocument,
  number: string,
  today: string,
): boolean {
  switch (document) {
    case 'RESIDENT_IDENTITY_CARD':
      return isPlausibleIdentityNumber(number, today) && !/^8[123]/.test(number);
    case 'RESIDENCE_PERMIT':
      return isPlausibleIdentityNumber(number, today) && /^8[123]0000/.test(number);
    case 'PASSPORT':
      return /^(?=.*\d)[A-Z0-9]{6,15}$/.test(number);
    case 'HONG_KONG_MACAO_PERMIT':
      return /^[HM]\d{8}(\d{2})?$/.test(number);
    case 'TAIWAN_PERMIT':
      return /^(\d{8}|\d{10}[A-Z]?)$/.test(number);
    case 'SOCIAL_CREDIT_CODE':
      return isSocialCreditCode(number);
    case 'OTHER':
      return /^[\p{Script=Han}A-Z0-9]{4,40}$/u.test(number);
  }
}

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
