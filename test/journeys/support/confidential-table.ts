import { expect } from '@jest/globals';
import { ANONYMOUS, type Actor } from '../../../schema/contract/actor.ts';
import {
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

/** What tells of no person, and what is asked for elsewhere: here, or where it is made. */
export const KNOWN = new Set([
  ...['id', 'channel', 'type', 'signatoryCount', 'isAssisted', 'entrance', 'publicityWish'],
  ...['submittedAt', 'sourceNumber', 'leader', 'district', 'department'],
  ...['upstreamChannel', 'upstreamNumber', 'peer', 'custodyAbove'],
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
  'the system of the mayor': { role: 'SYSTEM', id: 'mailbox:mayor', unit: 'mayor' },
  'the system of the departments': {
    role: 'SYSTEM',
    id: 'mailbox:department',
    unit: 'department',
  },
  'a system of nobody': { role: 'SYSTEM', id: 'exchange', unit: null },
};

export type Level = 'full' | 'text' | 'masked' | 'hidden';

/**
 * The whole table, written out: who sees what of which letter, in the order of PLANS. `full`: all;
 * `text`: the letter, not the people; `masked`: that there is one; `hidden`: not even that.
 */
export const SEEN: Record<string, readonly Level[]> = {
  nobody: Array<Level>(8).fill('hidden'),
  'its writer': Array<Level>(8).fill('full'),
  'another citizen': Array<Level>(8).fill('hidden'),
  'the city bureau': ['full', 'full', 'full', 'full', 'full', 'full', 'hidden', 'full'],
  'the city office': ['full', 'full', 'full', 'full', 'full', 'full', 'full', 'hidden'],
  岳池县: ['full', 'masked', 'masked', 'hidden', 'masked', 'hidden', 'masked', 'masked'],
  广安区: ['masked', 'full', 'masked', 'masked', 'masked', 'masked', 'masked', 'masked'],
  housing: ['full', 'masked', 'full', 'hidden', 'hidden', 'masked', 'masked', 'full'],
  transport: ['masked', 'masked', 'full', 'full', 'masked', 'masked', 'full', 'masked'],
  'the system of the mayor': [
    ...(['text', 'hidden', 'hidden', 'text', 'hidden', 'hidden', 'text', 'hidden'] as const),
  ],
  'the system of the departments': [
    ...(['hidden', 'hidden', 'text', 'hidden', 'text', 'hidden', 'hidden', 'text'] as const),
  ],
  'a system of nobody': Array<Level>(8).fill('hidden'),
};

const HIDDEN = { phone: null, email: null, idNumber: null, address: null, isMasked: true };

/** Each personal field as it must be at a level. */
export function viewOf({ text, accused }: ConfidentialLetter, level: Level) {
  if (level === 'hidden') return null;
  const { message, fileName, ...letter } = text;
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
      notices: expect.any(Array),
      messages: { edges: [{ node: { text: message } }] },
    };
  const person = { kind: 'PERSON', name: masked, ...HIDDEN };
  return {
    ...(level === 'text'
      ? { ...words, ...records(question) }
      : { title: null, content: null, place: null, moderation: null, publicVersion: null }),
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
