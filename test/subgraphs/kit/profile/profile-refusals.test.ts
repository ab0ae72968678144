import { describe, expect, it } from '@jest/globals';
import { breakProfile, refusalOf, type Edit } from './broken-profile.ts';

const secondDistrict = { code: '511602', name: '又一个区', validFrom: '2011-01-01' };
const secondMayor = { id: 'leader:mayor', name: '某某', title: '市长', portfolio: ['全面工作'] };

const secondDepartment = { name: '又一个局', function: 'FUNCTIONAL' };
const secondPersona = { id: 'somebody', label: '某', role: 'DEPARTMENT' };

const refused: [string, string, Edit, string][] = [
  [
    'a ground of moderation without a list (R12)',
    'words.yaml',
    [['words', 'RACIST'], undefined],
    'words.RACIST: expected array, came nothing',
  ],
  [
    'a word of one sign, which would hold almost any letter (R12)',
    'words.yaml',
    [['words', 'OBSCENE', 0], '色。'],
    'words.OBSCENE[0]: expected a word of at least two letters or digits, came "色。" (string)',
  ],
  [
    'a key it does not know',
    'profile.yaml',
    [['colour'], 'red'],
    'colour: expected no keys but the known ones, came colour',
  ],
  ['a missing key', 'profile.yaml', [['name'], undefined], 'name: expected string, came nothing'],
  [
    'an unknown time zone',
    'profile.yaml',
    [['timezone'], 'Asia/Guangan'],
    'timezone: expected an IANA time zone such as Asia/Shanghai, came "Asia/Guangan" (string)',
  ],
  [
    'a petition bureau that is another department',
    'profile.yaml',
    [['units', 'petitionBureau'], 'department:housing'],
    'units.petitionBureau: expected the department with function PETITION_BUREAU, came department:housing with function FUNCTIONAL',
  ],
  [
    'a government office that is to take what accuses it',
    'profile.yaml',
    [['units', 'disciplineInspection'], 'department:government-office'],
    'units.disciplineInspection: expected a department with function FUNCTIONAL, came department:government-office',
  ],
  [
    'a unit for discipline that there is not',
    'profile.yaml',
    [['units', 'disciplineInspection'], 'department:nobody'],
    'units.disciplineInspection: expected a department with function FUNCTIONAL, came department:nobody',
  ],
  [
    'an area code without quotes',
    'districts.yaml',
    [['districts', 0, 'code'], 511602],
    'districts[0].code: expected string, came 511602 (number)',
  ],
  [
    'a day that does not exist',
    'districts.yaml',
    [['districts', 0, 'validFrom'], '2011-02-30'],
    'districts[0].validFrom: expected a date YYYY-MM-DD, came "2011-02-30" (string)',
  ],
  [
    'a district that ends before it begins',
    'districts.yaml',
    [['districts', 0, 'validTo'], '1990-01-01'],
    'districts[0].validTo: expected a day not before validFrom 1998-07-31, came 1990-01-01',
  ],
  [
    'an area code valid twice on one day',
    'districts.yaml',
    [['districts', 6], secondDistrict],
    'districts[6].validFrom: expected no day shared with the other 511602 (1998-07-31 to now), came 2011-01-01 to now',
  ],
  [
    'a department code twice',
    'departments.yaml',
    [['departments', 88], { ...secondDepartment, code: 'education-sports' }],
    'departments[88].code: expected each code once, came education-sports again',
  ],
  [
    'a code that is no slug',
    'departments.yaml',
    [['departments', 5, 'code'], 'Science!'],
    'departments[5].code: expected a code of lower-case letters',
  ],
  [
    'no petition bureau',
    'departments.yaml',
    [['departments', 1, 'function'], 'FUNCTIONAL'],
    'departments: expected exactly one department with function PETITION_BUREAU, came none',
  ],
  [
    'two government offices',
    'departments.yaml',
    [['departments', 2, 'function'], 'GOVERNMENT_OFFICE'],
    'departments: expected exactly one department with function GOVERNMENT_OFFICE, came government-office, development-reform',
  ],
  [
    'an unknown function',
    'departments.yaml',
    [['departments', 2, 'function'], 'OTHER'],
    'departments[2].function: expected one of PETITION_BUREAU, GOVERNMENT_OFFICE, FUNCTIONAL, came "OTHER" (string)',
  ],
  [
    'a superior that is no unit',
    'departments.yaml',
    [['departments', 5, 'under'], 'district:999999'],
    'departments[5].under: expected a unit above department:science-technology, came district:999999',
  ],
  [
    'a unit above itself',
    'districts.yaml',
    [['districts', 0, 'under'], 'district:511602'],
    'districts[0].under: expected a unit above district:511602, came district:511602',
  ],
  [
    'a leader id twice',
    'leaders.yaml',
    [['leaders', 8], secondMayor],
    'leaders[8].id: expected each id once, came leader:mayor again',
  ],
  [
    'a leader without a portfolio (R3)',
    'leaders.yaml',
    [['leaders', 1, 'portfolio'], []],
    'leaders[1].portfolio: expected array of at least 1, came []',
  ],
  [
    'a peer twice',
    'upstream.yaml',
    [['peers', 31], { code: '11', name: '北京' }],
    'peers[31].code: expected each code once, came 11 again',
  ],
  [
    'a policy that there is not',
    'profile.yaml',
    [['policies', 0, 'id'], 'guangan-2030'],
    'policies[0].id: expected one of guangan-2011, hangzhou-2016, hebei-2014, national-2022, national-2013, wuxi-2010, came guangan-2030',
  ],
  [
    'two policies on one day',
    'profile.yaml',
    [['policies', 1], { id: 'national-2022', validFrom: '2022-05-01' }],
    'policies[1].validFrom: expected no day shared with the other policy (2011-01-01 to now), came 2022-05-01 to now',
  ],
  [
    'a policy before it was in force',
    'profile.yaml',
    [['policies', 0, 'validFrom'], '2010-01-01'],
    'policies[0].validFrom: expected days on which guangan-2011 is in force (2011-01-01 to now), came 2010-01-01 to now',
  ],
  [
    'an address of a mailbox that there is not',
    'profile.yaml',
    [['channels', 'emails', 0, 'mailbox'], 'district:999999'],
    'channels.emails[0].mailbox: expected a unit of districts.yaml or departments.yaml, came district:999999',
  ],
  [
    'a number for text messages twice',
    'profile.yaml',
    [['channels', 'smsNumbers', 1], { number: '1069012345', mailbox: 'mayor' }],
    'channels.smsNumbers[1].number: expected each number once, came 1069012345 again',
  ],
  [
    'a pattern that is no regular expression',
    'places.yaml',
    [['places', 0, 'pattern'], '(A1'],
    'places[0].pattern: expected a regular expression, came "(A1" (string)',
  ],
  [
    'a place that is no unit',
    'places.yaml',
    [['places', 3, 'unit'], 'district:999999'],
    'places[3].unit: expected a unit of districts.yaml or departments.yaml, came district:999999',
  ],
  [
    'a national place without its channel',
    'places.yaml',
    [['places', 0, 'upstreamChannel'], undefined],
    'places[0].upstreamChannel: expected a channel of upstream.yaml, came nothing',
  ],
  [
    'no place for all other letters',
    'places.yaml',
    [['default'], undefined],
    'default: expected object, came nothing',
  ],
  [
    'a persona of a department in a district',
    'personas.yaml',
    [['personas', 9], { ...secondPersona, unit: 'district:511602' }],
    'personas[9].unit: expected a known unit department:… for DEPARTMENT, came district:511602',
  ],
  [
    'an officer of a unit that there is not',
    'officers.yaml',
    [['officers', 0, 'unit'], 'department:weather'],
    'officers[0].unit: expected a unit of districts.yaml or departments.yaml, came department:weather',
  ],
  [
    'a second officer of a unit (R54)',
    'officers.yaml',
    [['officers', 1, 'unit'], 'district:511602'],
    'officers[1].unit: expected each unit once, came district:511602 again',
  ],
  [
    'an officer whose account serves another unit (R54)',
    'officers.yaml',
    [['officers', 1, 'account'], 'district-yuechi'],
    'officers[1].account: expected an account that serves district:511603, came one of district:511621',
  ],
  [
    'words of a field that the leader does not answer for',
    'leaders.yaml',
    [['leaders', 0, 'words'], { 教育: ['学校'] }],
    'leaders[0].words.教育: expected one of 主持市政府全面工作, 审计, came 教育',
  ],
  [
    'a link that leads to the mailbox of another unit (R69)',
    'departments.yaml',
    [['departments', 0, 'mailboxUrl'], 'https://qianfeng.guangan.example/mailbox'],
    "departments[0].mailboxUrl: expected a link of the unit's own, came that of 511603",
  ],
  [
    'a link that is none (R69)',
    'departments.yaml',
    [['departments', 0, 'mailboxUrl'], 'javascript:alert(1)'],
    'departments[0].mailboxUrl: expected a URL, came "javascript:alert(1)" (string)',
  ],
  [
    'a closing hour that is none (R54)',
    'profile.yaml',
    [['closesAt'], '25:00'],
    'closesAt: expected a time of day HH:MM, in quotes, came "25:00" (string)',
  ],
  [
    'a citizen with a unit',
    'personas.yaml',
    [['personas', 0, 'unit'], 'department:housing'],
    'personas[0].unit: expected no unit for CITIZEN, came department:housing',
  ],
  [
    'a persona who is nobody',
    'personas.yaml',
    [['personas', 0, 'role'], 'ANONYMOUS'],
    'personas[0].role: expected one of CITIZEN',
  ],
];

describe('a profile is refused for', () => {
  it.each(refused)('%s', async (_, file, edit, sentence) => {
    await using broken = await breakProfile(file, edit);
    const { message, issues } = await refusalOf(broken.folder);
    expect(message).toContain(sentence);
    expect(issues).toHaveLength(1);
  });
});
