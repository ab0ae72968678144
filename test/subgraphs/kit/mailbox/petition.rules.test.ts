import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { isIdentityNumber } from '../../../../schema/contract/identity-number.ts';
import {
  checkLetter,
  type Letter,
  type LetterFrame,
} from '../../../../subgraphs/kit/mailbox/petition.rules.ts';
import type { WordLists } from '../../../../subgraphs/kit/profile/word-lists.ts';

const NO_WORDS: WordLists = {
  ILLEGAL: [],
  HARMFUL: [],
  MALICIOUS: [],
  DEFAMATORY: [],
  OBSCENE: [],
  PRIVACY: [],
  RACIST: [],
};
const FRAME: LetterFrame = {
  limits: { titleMaxChars: 10, contentMaxChars: 20 },
  attachments: { maxBytes: 1_000, maxCount: 2, types: ['image/png'] },
  categories: [['住房'], ['住房', '物业']],
  isKnownUnit: (unit) => unit === 'department:housing',
  words: NO_WORDS,
};
/** 98 is no area code, so the number belongs to nobody. */
const ID_NUMBER = '980000199001011237';

function letter(change: Partial<Letter> = {}): Letter {
  return {
    type: 'COMPLAINT',
    title: '路灯不亮',
    content: '门口路灯坏了三个月。',
    petitioner: { kind: 'PERSON', name: '王建国' },
    channel: 'ONLINE',
    jointSignatories: [],
    ...change,
  };
}

function by(petitioner: Partial<Letter['petitioner']>): Letter {
  return letter({ petitioner: { name: '王建国', ...petitioner } });
}

function refusal(wrong: Letter, isByStaff = false): GraphQLError {
  try {
    checkLetter(wrong, FRAME, isByStaff);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
  }
  throw new Error('expected a refusal');
}

describe('checkLetter', () => {
  it.each<[string, Letter, string]>([
    ['an empty title', letter({ title: '  ' }), 'letter.title'],
    ['a title over the limit', letter({ title: '灯'.repeat(11) }), 'letter.title'],
    ['an empty content', letter({ content: '' }), 'letter.content'],
    ['a content over the limit', letter({ content: '灯'.repeat(21) }), 'letter.content'],
    ['a text no database stores', letter({ content: 'a\0b' }), 'letter.content'],
    ['half a character', letter({ content: '\ud800' }), 'letter.content'],
    ['no name', by({ name: ' ' }), 'letter.petitioner.name'],
    ['an endless name', by({ name: '王'.repeat(101) }), 'letter.petitioner.name'],
    ['a telephone number that is none', by({ phone: '12345' }), 'letter.petitioner.phone'],
    ['an endless address', by({ address: '路'.repeat(301) }), 'letter.petitioner.address'],
    [
      'a nameless signatory (R27)',
      letter({ jointSignatories: ['李某', ''] }),
      'letter.jointSignatories.1',
    ],
    [
      '201 signatories (R27)',
      letter({ jointSignatories: Array<string>(201).fill('李某') }),
      'letter.jointSignatories',
    ],
    [
      'a representative who did not join (R27)',
      letter({ jointSignatories: ['李某'], representatives: ['李某', '赵某'] }),
      'letter.representatives.1',
    ],
    [
      'six representatives',
      letter({ representatives: Array<string>(6).fill('李某') }),
      'letter.representatives',
    ],
    [
      'R44 a beneficiary with a wrong telephone number',
      letter({ onBehalfOf: { name: '王父', phone: '1' } }),
      'letter.onBehalfOf.phone',
    ],
    ['R26 an unknown category', letter({ category: ['物业'] }), 'letter.category'],
    [
      'an accused unit that nobody knows',
      letter({ accusedUnits: ['department:housing', 'department:moon'] }),
      'letter.accusedUnits.1',
    ],
    ['an endless place', letter({ place: '路'.repeat(301) }), 'letter.place'],
    ['R47 a visit entered by a citizen', letter({ channel: 'VISIT' }), 'letter.channel'],
    [
      'R7 a wrong check digit',
      by({ idNumber: '980000199001011235' }),
      'letter.petitioner.idNumber',
    ],
    ['R7 seventeen digits', by({ idNumber: '98000019900101123' }), 'letter.petitioner.idNumber'],
  ])('refuses %s and names the field', (_case, wrong, argument) => {
    expect(refusal(wrong).extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });

  it('never repeats personal data in a refusal', () => {
    const wrong = [
      by({ phone: '555-0199-x' }),
      by({ idNumber: '980000199001011235' }),
      by({ name: '欧'.repeat(101) }),
    ];
    const told = wrong.map((one) => JSON.stringify(refusal(one).toJSON())).join();
    expect(told).not.toMatch(/555-0199|980000199001011235|欧/);
  });

  it('counts characters, not UTF-16 units', () => {
    expect(checkLetter(letter({ title: '𠮷'.repeat(10) }), FRAME, false).title).toHaveLength(20);
  });

  it.each([
    '13800000000',
    '+86 13800000000',
    '0826-2345678',
    '2345678',
    '028-12345678-801',
    '+4915112345678',
  ])('takes the telephone number %s', (phone) => {
    expect(checkLetter(by({ phone }), FRAME, false).petitioner.phone).toBe(phone);
  });

  it('R47 takes every channel from staff', () => {
    expect(checkLetter(letter({ channel: 'VISIT' }), FRAME, true).channel).toBe('VISIT');
  });

  it('R7 takes other documents: an identity number is not demanded', () => {
    expect(checkLetter(by({ idNumber: null }), FRAME, false).petitioner.idNumber).toBeNull();
  });

  it('R7 keeps a valid identity number', () => {
    expect(checkLetter(by({ idNumber: ID_NUMBER }), FRAME, false).petitioner.idNumber).toBe(
      ID_NUMBER,
    );
  });
});

describe('R7 isIdentityNumber (GB 11643, MOD 11-2)', () => {
  it('takes exactly one of the eleven check digits', () => {
    const fitting = Array.from('0123456789X').filter((digit) =>
      isIdentityNumber(`98000019900101123${digit}`),
    );
    expect(fitting).toHaveLength(1);
  });

  it("takes the standard's own examples", () => {
    expect(isIdentityNumber('11010519491231002X')).toBe(true);
    expect(isIdentityNumber('440524188001010014')).toBe(true);
  });
});
