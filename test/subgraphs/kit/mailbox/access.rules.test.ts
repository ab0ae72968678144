import { describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '../../../../schema/contract/actor.ts';
import {
  accessTo,
  filingOf,
  mayImport,
  mayKnowOf,
} from '../../../../subgraphs/kit/mailbox/access.rules.ts';

function actor(role: Role, unit: string | null = null, id = 'someone'): Actor {
  return { role, id, unit };
}

const WRITER = actor('CITIZEN', null, 'citizen-li');
const OTHER_CITIZEN = actor('CITIZEN', null, 'citizen-wang');
const NOBODY: Actor = { role: 'ANONYMOUS', id: '', unit: null };
const OWNER = actor('DISTRICT_BUREAU', 'district:511602');
const OTHER_DISTRICT = actor('DISTRICT_BUREAU', 'district:511621');
const HANDLER = actor('DEPARTMENT', 'department:housing');
const ACCUSED = actor('DEPARTMENT', 'department:accused');

const letter = {
  mailbox: 'district:511602',
  petitionerAccount: 'citizen-li',
  accusedUnits: ['department:accused'],
};
const anonymousLetter = { mailbox: 'district:511602', petitionerAccount: null, accusedUnits: [] };

describe('R96 who may read a letter and see who wrote it', () => {
  it.each<[string, Actor, readonly string[] | null, string]>([
    ['the petitioner', WRITER, [], 'full'],
    ['the petitioner before registration', WRITER, null, 'full'],
    ['another citizen', OTHER_CITIZEN, [], 'none'],
    ['nobody in particular', NOBODY, [], 'none'],
    ['the city bureau', actor('CITY_BUREAU'), null, 'full'],
    ['R68 the city office', actor('CITY_OFFICE'), null, 'full'],
    ['R50 the owner of the mailbox', OWNER, null, 'full'],
    ['another district', OTHER_DISTRICT, [], 'none'],
    ['another district that handles it', OTHER_DISTRICT, ['district:511621'], 'full'],
    [
      'a department that handles it',
      HANDLER,
      ['department:transport', 'department:housing'],
      'full',
    ],
    ['R96 an accused unit, though it handles it', ACCUSED, ['department:accused'], 'none'],
    ['a department before registration', HANDLER, null, 'none'],
    ['a department without a unit', actor('DEPARTMENT'), ['department:housing'], 'none'],
    ["the mailbox's own system", actor('SYSTEM', 'district:511602'), [], 'letter'],
    ['the system of all hosted districts', actor('SYSTEM', 'district'), [], 'letter'],
    ["another mailbox's system", actor('SYSTEM', 'district:5116'), [], 'none'],
    ['a system that speaks for nobody', actor('SYSTEM'), [], 'none'],
  ])('%s', (_who, who, handlingUnits, access) => {
    expect(accessTo(who, letter, handlingUnits)).toBe(access);
  });

  it.each<['CITY_BUREAU' | 'CITY_OFFICE', 'CITY_BUREAU' | 'CITY_OFFICE' | null, string]>([
    ['CITY_BUREAU', null, 'full'],
    ['CITY_BUREAU', 'CITY_BUREAU', 'none'],
    ['CITY_BUREAU', 'CITY_OFFICE', 'full'],
    ['CITY_OFFICE', null, 'full'],
    ['CITY_OFFICE', 'CITY_BUREAU', 'full'],
    ['CITY_OFFICE', 'CITY_OFFICE', 'none'],
  ])('%s of a letter that is kept from %s: %s', (role, keptFrom, access) => {
    expect(accessTo(actor(role), { ...letter, keptFrom }, [])).toBe(access);
    expect(mayKnowOf(actor(role), { ...letter, keptFrom })).toBe(access === 'full');
  });

  it('R96 the unit for discipline reads what is kept from both offices, before anybody was given it', () => {
    const kept = { ...letter, keptFrom: 'BOTH', keptBy: 'department:discipline' } as const;
    const discipline = actor('DEPARTMENT', 'department:discipline');
    expect(accessTo(discipline, kept, null)).toBe('full');
    expect(accessTo(discipline, letter, null)).toBe('none');
    for (const role of ['CITY_BUREAU', 'CITY_OFFICE'] as const) {
      expect(accessTo(actor(role), kept, [])).toBe('none');
      expect(mayKnowOf(actor(role), kept)).toBe(false);
    }
    expect(accessTo(OWNER, kept, null)).toBe('full');
  });

  it('a letter without an account belongs to no citizen', () => {
    expect(accessTo(actor('CITIZEN', null, ''), anonymousLetter, [])).toBe('none');
    expect(accessTo(WRITER, anonymousLetter, [])).toBe('none');
  });
});

describe("R8 others' letters are not found", () => {
  it.each<[string, Actor, boolean]>([
    ['the petitioner', WRITER, true],
    ['another citizen', OTHER_CITIZEN, false],
    ['nobody in particular', NOBODY, false],
    ['a unit, which may turn out to handle it', HANDLER, true],
    ["another mailbox's system", actor('SYSTEM', 'mayor'), false],
    ['a unit that the letter accuses', ACCUSED, false],
  ])('%s', (_who, who, knows) => {
    expect(mayKnowOf(who, letter)).toBe(knows);
  });
});

describe('who may hand in a letter', () => {
  it.each<[string, Actor, string, 'OWN' | 'ASSISTED' | null]>([
    ['R6 a citizen to a department', WRITER, 'department:housing', 'OWN'],
    ['a citizen to the mayor', WRITER, 'mayor', 'OWN'],
    ['a citizen to an upstream channel', WRITER, 'national', null],
    ['R47 the city bureau for somebody, to the mayor', actor('CITY_BUREAU'), 'mayor', 'ASSISTED'],
    ['the city bureau to a district', actor('CITY_BUREAU'), 'district:511602', null],
    ['the city bureau from above', actor('CITY_BUREAU'), 'national', 'ASSISTED'],
    ['R47 a district to its own mailbox', OWNER, 'district:511602', 'ASSISTED'],
    ['a district to another', OTHER_DISTRICT, 'district:511602', null],
    ['R47 a department to its own mailbox', HANDLER, 'department:housing', 'ASSISTED'],
    ['a department to another', HANDLER, 'department:transport', null],
    ['an exchange from above', actor('SYSTEM', 'national'), 'national', 'ASSISTED'],
    ['a system to the mayor', actor('SYSTEM', 'mayor'), 'mayor', null],
    ['the city office', actor('CITY_OFFICE'), 'mayor', null],
    ['nobody in particular', NOBODY, 'mayor', null],
  ])('%s', (_who, who, mailbox, filing) => {
    expect(filingOf(who, mailbox)).toBe(filing);
  });
});

describe("who may load a mailbox's past", () => {
  it.each<[string, Actor, string, boolean]>([
    ['the city bureau', actor('CITY_BUREAU'), 'district:511602', true],
    ["the mailbox's system", actor('SYSTEM', 'district'), 'district:511602', true],
    ['another system', actor('SYSTEM', 'mayor'), 'district:511602', false],
    ['the own bureau', OWNER, 'district:511602', true],
    ['another bureau', OTHER_DISTRICT, 'district:511602', false],
    ['a citizen', WRITER, 'mayor', false],
    ['the city office', actor('CITY_OFFICE'), 'mayor', false],
    ['nobody in particular', NOBODY, 'mayor', false],
  ])('%s', (_who, who, mailbox, may) => {
    expect(mayImport(who, mailbox)).toBe(may);
  });
});
