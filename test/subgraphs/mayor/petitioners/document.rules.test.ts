import { describe, expect, it } from '@jest/globals';
import type { IdentityDocument } from '../../../../schema/contract/identity-documents.ts';
import { checkDocument } from '../../../../subgraphs/mayor/petitioners/document.rules.ts';
import type { PetitionerKind } from '../../../../subgraphs/kit/mailbox/petition.entity.ts';

const TODAY = '2026-11-22';
const CHECK_DIGITS = '10X98765432';
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A number with the check digit that GB 11643 gives it, counted apart from the code under test. */
function identityNumber(area: string, born: string): string {
  const digits = `${area}${born}003`;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return digits + (CHECK_DIGITS[sum % 11] ?? '');
}

function check(
  document: IdentityDocument,
  documentNumber: string,
  kind: PetitionerKind = 'PERSON',
  documentName: string | null = null,
): string {
  return checkDocument(kind, { document, documentNumber, documentName }, TODAY).documentNumber;
}

function refusal(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return (error as { extensions: { argument: string } }).extensions.argument;
  }
  return 'taken';
}

describe('R7 documents that say who somebody is', () => {
  it('takes a resident identity number with its check digit, X included, however it is written', () => {
    expect(check('RESIDENT_IDENTITY_CARD', '990101199001010035')).toBe('990101199001010035');
    expect(check('RESIDENT_IDENTITY_CARD', ' 990101 19900101 0035 ')).toBe('990101199001010035');
    const withX = Array.from({ length: 28 }, (_none, day) => String(day + 1).padStart(2, '0'))
      .flatMap((day) => ['01', '02', '03'].map((month) => `1990${month}${day}`))
      .map((born) => identityNumber('990101', born))
      .find((number) => number.endsWith('X'));
    expect(check('RESIDENT_IDENTITY_CARD', withX!.toLowerCase())).toBe(withX);
  });

  it.each([
    ['a wrong check digit', '990101199001010036'],
    ['fifteen digits', '990101900101003'],
    ['the 30th of February', identityNumber('990101', '19900230')],
    ['month 13', identityNumber('990101', '19901301')],
    ['a day that is yet to come', identityNumber('990101', '20261123')],
    ['a century in which nobody was born who lives', identityNumber('990101', '18991231')],
    ['the number of a residence permit', identityNumber('810000', '19900101')],
  ])('refuses an identity number with %s', (_what, number) => {
    expect(refusal(() => check('RESIDENT_IDENTITY_CARD', number))).toBe(
      'registration.documentNumber',
    );
  });

  it('takes somebody who was born today', () => {
    const number = identityNumber('990101', '20261122');
    expect(check('RESIDENT_IDENTITY_CARD', number)).toBe(number);
  });

  it.each<[IdentityDocument, string, string]>([
    [
      'RESIDENCE_PERMIT',
      identityNumber('830000', '19900101'),
      identityNumber('840000', '19900101'),
    ],
    ['PASSPORT', 'e12345678', 'ABCDEFGH'],
    ['HONG_KONG_MACAO_PERMIT', 'H12345678', 'K12345678'],
    ['TAIWAN_PERMIT', '12345678', '123456789'],
  ])('takes other documents: %s', (document, right, wrong) => {
    expect(check(document, right)).toBe(right.toUpperCase());
    expect(refusal(() => check(document, wrong))).toBe('registration.documentNumber');
  });

  it('takes any other valid document ("等") by its name, and a name with no other', () => {
    expect(check('OTHER', '军字第1234567号', 'PERSON', '军官证')).toBe('军字第1234567号');
    expect(refusal(() => check('OTHER', '军字第1234567号'))).toBe('registration.documentName');
    expect(refusal(() => check('PASSPORT', 'E12345678', 'PERSON', '护照'))).toBe(
      'registration.documentName',
    );
  });
});

describe('R1 R7 three kinds of petitioners', () => {
  // Published codes of two well-known companies.
  it.each(['91110000802100433B', '91440300708461136T'])(
    'takes the unified social credit code %s (GB 32100)',
    (code) => {
      expect(check('SOCIAL_CREDIT_CODE', code, 'LEGAL_PERSON')).toBe(code);
      expect(check('SOCIAL_CREDIT_CODE', code, 'ORGANIZATION')).toBe(code);
    },
  );

  it.each(['91110000802100433C', '9111000080210043', '9I110000802100433B', '91110000802100343B'])(
    'refuses %s: another check character, length or letter, or digits that changed places',
    (code) => {
      expect(refusal(() => check('SOCIAL_CREDIT_CODE', code, 'LEGAL_PERSON'))).toBe(
        'registration.documentNumber',
      );
    },
  );

  it.each<[PetitionerKind, IdentityDocument]>([
    ['PERSON', 'SOCIAL_CREDIT_CODE'],
    ['LEGAL_PERSON', 'RESIDENT_IDENTITY_CARD'],
    ['LEGAL_PERSON', 'OTHER'],
    ['ORGANIZATION', 'PASSPORT'],
  ])('refuses %s with %s', (kind, document) => {
    expect(refusal(() => check(document, '990101199001010035', kind))).toBe(
      'registration.document',
    );
  });

  it('never repeats the number it refuses', () => {
    expect(() => check('RESIDENT_IDENTITY_CARD', '990101199001010036')).toThrow(
      /^(?!.*990101199001010036).*registration\.documentNumber/,
    );
  });
});
