import { expect } from '@jest/globals';
import { ANONYMOUS, type Actor } from '../../../schema/contract/actor.ts';
import {
  DISCIPLINE,
  GUANGAN_DISTRICT,
  HOUSING,
  personalSecrets,
  reasonOf,
  textSecrets,
  TRANSPORT,
  YUECHI,
  type ConfidentialLetter,
} from './confidential-letters.ts';

const PERSON = 'kind name phone email idNumber address isMasked';
/** What is asked of a letter: whatever could tell of a person. */
export const FIELDS = `title content place petitioner { ${PERSON} } beneficiary { ${PERSON} }
  jointSignatories representatives signatoryCount attachments { fileName } notices { kind }
  messages { edges { node { text } } } moderation { entries { act reason } }
  publicVersion { title question }`;

/** What is asked of one letter: those from above have a past, too. */
export function fieldsOf({ typename }: Pick<ConfidentialLetter, 'typename'>): string {
  return typename === 'NationalPetition' ? `${FIELDS} custodyAbove { bureau }` : FIELDS;
}

/** What tells of no person, and what is asked for elsewhere: here, or where it is made. */
export const KNOWN = new Set([
  ...['id', 'channel', 'type', 'signatoryCount', 'isAssisted', 'entrance', 'publicityWish'],
  ...['submittedAt', 'sourceNumber', 'leader', 'district', 'department'],
  ...['upstreamChannel', 'upstreamNumber', 'peer'],
  ...['case', 'assignmentForm', 'supervisionForm', 'suggestedUnits'],
  // of offices and their accounts: access-log.test.ts
  'accessLog',
]);

/** Everybody there is, by what they are to the letters. */
export const ACTORS: Record<string, Actor> = {
  nobody: ANONYMOUS,
  'its writer': { role: 'CITIZEN', id: 'citizen-li', unit: null },
  'another citizen': { role: 'CITIZEN', id: 'citizen-wang', unit: null },
  'the city bureau': { role: 'CITY_BUREAU', id: 'bureau-1', unit: null },
  'the city office': { role: 'CITY_OFFICE', id: 'office-1', unit: null },
  岳池县: { role: 'DISTRICT_BUREAU', id: 'yuechi-1', unit: YUECHI },
  广安区: { role: 'DISTRICT_BUREAU', id: 'guangan-1', unit: GUANGAN_DISTRICT },
  housing: { role: 'DEPARTMENT', id: 'housing-1', unit: HOUSING },
  transport: { role: 'DEPARTMENT', id: 'transport-1', unit: TRANSPORT },
  discipline: { role: 'DEPARTMENT', id: 'discipline-1', unit: DISCIPLINE },
  'the system of the mayor': { role: 'SYSTEM', id: 'mailbox:mayor', unit: 'mayor' },
  'the system of the departments': {
    role: 'SYSTEM',
    id: 'mailbox:department',
    unit: 'department',
  },
  'the system above': { role: 'SYSTEM', id: 'mailbox:national', unit: 'national' },
  'a system of nobody': { role: 'SYSTEM', id: 'exchange', unit: null },
};

export type Level = 'full' | 'text' | 'masked' | 'hidden';

/**
 * The whole table, written out: who sees what of which letter, in the order of PLANS. `full`: all;
 * `text`: the letter, not the people; `masked`: that there is one; `hidden`: not even that.
 */
export const SEEN: Record<string, readonly Level[]> = {
  nobody: seen('h h h h h h h h h  h h h'),
  'its writer': seen('f f f f f f f f f  h h h'),
  'another citizen': seen('h h h h h h h h h  h h h'),
  'the city bureau': seen('f f f f f f h f h  f f h'),
  'the city office': seen('f f f f f f f h h  f f f'),
  岳池县: seen('f m m h m h m m m  f m m'),
  广安区: seen('m f m m m m m m m  m m m'),
  housing: seen('f m f h h m m f m  f h m'),
  transport: seen('m m f f m m f m f  m f f'),
  discipline: seen('m m m m m m m m f  m m m'),
  'the system of the mayor': seen('t h h t h h t h t  h h h'),
  'the system of the departments': seen('h h t h t h h t h  h h h'),
  'the system above': seen('h h h h h h h h h  t t t'),
  'a system of nobody': seen('h h h h h h h h h  h h h'),
};

/** One initial for each letter of PLANS; those from above stand apart. */
function seen(row: string): Level[] {
  const levels: Record<string, Level> = { f: 'full', t: 'text', m: 'masked', h: 'hidden' };
  return row.split(/ +/).map((initial) => {
    const level = levels[initial];
    if (!level) throw new Error(`expected the initial of a level, got ${initial}`);
    return level;
  });
}

const HIDDEN = { phone: null, email: null, idNumber: null, address: null, isMasked: true };

/** Each personal field as it must be at a level. */
export function viewOf({ text, accused, typename }: ConfidentialLetter, level: Level) {
  if (level === 'hidden') return null;
  const { message, fileName, above, ...letter } = text;
  const custody = (shown: boolean) =>
    typename === 'NationalPetition' && { custodyAbove: shown ? [{ bureau: above }] : null };
  const words = { title: letter.title, content: letter.content, place: letter.place };
  const masked = `${letter.petitioner.name.slice(0, 2)}某`;
  const question = `经与${masked}（***）核实`;
  const records = (reason: string) => ({
    moderation: {
      entries: [
        { act: 'HOLD', reason },
        { act: 'RELEASE', reason },
      ],
    },
    publicVersion: accused.length > 0 ? null : { title: '路灯', question },
  });
  if (level === 'full')
    return {
      ...letter,
      petitioner: { ...letter.petitioner, isMasked: false },
      beneficiary: { ...letter.beneficiary, isMasked: false },
      signatoryCount: 3,
      attachments: [{ fileName }],
      ...records(reasonOf(text)),
      ...custody(true),
      notices: expect.any(Array),
      messages: { edges: [{ node: { text: message } }] },
    };
  const person = { kind: 'PERSON', name: masked, ...HIDDEN };
  return {
    ...(level === 'text'
      ? { ...words, ...records(question) }
      : { title: null, content: null, place: null, moderation: null, publicVersion: null }),
    ...custody(level === 'text'),
    petitioner: person,
    beneficiary: person,
    jointSignatories: [masked, masked],
    representatives: [masked],
    signatoryCount: 3,
    attachments: null,
    notices: null,
    messages: null,
  };
}

/** No word of what a level does not show, wherever in an answer it might stand. */
export function expectNoLeak(answer: unknown, letter: ConfidentialLetter, level: Level): void {
  if (level === 'full') return;
  const secrets = [...personalSecrets(letter), ...(level === 'text' ? [] : textSecrets(letter))];
  const text = JSON.stringify(answer);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
}
