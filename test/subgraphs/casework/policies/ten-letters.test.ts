import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { publishedCalendar } from '../../../../subgraphs/casework/deadlines/working-calendar.ts';
import { judge } from '../../../../subgraphs/casework/policies/policy-timeliness.rules.ts';
import { policyById } from '../../../../subgraphs/kit/profile/choose-policy.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { profileFolder } from '../../../../subgraphs/kit/profile/profile-folder.ts';
import { routeLetter, type LetterRoute } from '../../../../subgraphs/kit/profile/route-letter.ts';
import { countOnPaper, type Unit } from '../deadlines/second-count/second-count.ts';

/** Real letters lie beside the project; where they are absent the dates below are judged alone. */
const REAL_LETTERS = '../shared/data/answered-messages.jsonl';

const profile = await loadProfile(profileFolder('guangan'));
const GUANGAN = policyById(profile.policies, 'guangan-2011')!;
const LAW = policyById(profile.policies, 'national-2022')!;

/**
 * Counted by hand over the State Council's calendars: number, type by its title, sent, answered; the
 * last day and whether it was kept, by Guang'an's limits and by today's law.
 */
const HAND_CHECKED = [
  // 04-02 was a make-up Saturday, 04-03 to 04-05 Tomb-Sweeping Day.
  [
    '165105',
    'CONSULTATION',
    '2011-04-02T18:00:54',
    '2013-09-12T10:12:25',
    '2011-04-12',
    false,
    '2011-06-01',
    false,
  ],
  // Its 60th day is 05-02, in the Labour Day holiday, and moves to Monday.
  [
    '19109',
    'CONSULTATION',
    '2015-03-03T09:47:40',
    '2015-03-04T08:50:32',
    '2015-03-10',
    true,
    '2015-05-04',
    true,
  ],
  // 10-08 and 10-09 were make-up days.
  [
    '101213',
    'COMPLAINT',
    '2016-09-29T15:57:03',
    '2016-12-05T19:29:32',
    '2016-11-01',
    false,
    '2016-11-28',
    false,
  ],
  // Its 60th day is a Saturday.
  [
    '37786',
    'HELP',
    '2017-07-04T10:20:44',
    '2017-07-07T13:05:08',
    '2017-08-01',
    true,
    '2017-09-04',
    true,
  ],
  // A day late by the one, 52 days early by the other.
  [
    '46047',
    'SUGGESTION',
    '2018-01-29T14:15:32',
    '2018-02-06T17:46:13',
    '2018-02-05',
    false,
    '2018-03-30',
    true,
  ],
  [
    '82979',
    'COMPLAINT',
    '2018-06-22T10:25:58',
    '2018-06-25T12:03:35',
    '2018-07-20',
    true,
    '2018-08-21',
    true,
  ],
  // Answered on the last day; the 60th is a Sunday.
  [
    '124182',
    'CONSULTATION',
    '2018-10-24T22:38:40',
    '2018-10-31T10:16:00',
    '2018-10-31',
    true,
    '2018-12-24',
    true,
  ],
  [
    '139807',
    'CONSULTATION',
    '2019-01-18T15:27:38',
    '2019-01-21T15:59:50',
    '2019-01-25',
    true,
    '2019-03-19',
    true,
  ],
  // 06-07 was the Dragon Boat Festival.
  [
    '39145',
    'HELP',
    '2019-05-16T14:34:54',
    '2019-05-30T10:45:53',
    '2019-06-14',
    true,
    '2019-07-15',
    true,
  ],
  // 09-13 was Mid-Autumn, 09-29 a make-up Sunday, 10-01 to 10-07 National Day.
  [
    '47577',
    'HELP',
    '2019-09-05T15:14:50',
    '2019-09-26T11:18:36',
    '2019-10-10',
    true,
    '2019-11-04',
    true,
  ],
] as const;

const AS_IMPORTED = {
  registrationNumber: '',
  channel: 'ONLINE',
  mailbox: 'MAYOR',
  mailboxUnit: null,
} as const;

describe('ten letters counted by hand, by Guang’an’s limits and by today’s law', () => {
  it.each(HAND_CHECKED)(
    '%s, %s of %s, answered %s: %s %s, %s %s',
    (number, petitionType, sent, answered, dueOn, isOnTime, lawDueOn, isOnTimeByLaw) => {
      const letter = {
        ...AS_IMPORTED,
        registrationNumber: number,
        petitionType,
        acceptedAt: new Date(`${sent}+08:00`),
        answeredAt: new Date(`${answered}+08:00`),
      } as const;
      const judged = [GUANGAN, LAW].map((policy) => judge(policy, publishedCalendar, '51', letter));
      expect(judged).toMatchObject([
        { dueOn, isOnTime },
        { dueOn: lawDueOn, isOnTime: isOnTimeByLaw },
      ]);
    },
  );

  const isThere = existsSync(REAL_LETTERS);
  (isThere ? it : it.skip)('are letters as they came, of the type their titles name', async () => {
    const letters = await realLetters();
    for (const [number, type, sent, answered] of HAND_CHECKED) {
      const letter = letters.find((each) => each.number === number)!;
      expect([letter.submittedAt, letter.repliedAt]).toEqual([
        `${sent}+08:00`,
        `${answered}+08:00`,
      ]);
      expect(typeOf(letter)).toBe(type);
    }
  });

  (isThere ? it : it.skip)(
    'all 2,816 letters: 1,983 and 2,662 in time, by our count and by a clerk’s',
    async () => {
      const letters = await realLetters();
      expect(letters).toHaveLength(2816);
      const inTime = { guangan: 0, law: 0, guanganOnPaper: 0, lawOnPaper: 0 };
      for (const letter of letters) {
        const type = typeOf(letter);
        const answered = { ...AS_IMPORTED, ...datesOf(letter), petitionType: type };
        const days = type === 'CONSULTATION' || type === 'SUGGESTION' ? 5 : 20;
        inTime.guangan += Number(judge(GUANGAN, publishedCalendar, '51', answered).isOnTime);
        inTime.law += Number(judge(LAW, publishedCalendar, '51', answered).isOnTime);
        inTime.guanganOnPaper += Number(isInTimeOnPaper(letter, days, 'WORKING_DAY'));
        inTime.lawOnPaper += Number(isInTimeOnPaper(letter, 60, 'CALENDAR_DAY'));
      }
      expect(inTime).toEqual({ guangan: 1983, law: 2662, guanganOnPaper: 1983, lawOnPaper: 2662 });
    },
  );
});

interface RealLetter {
  number: string;
  title: string;
  content: string;
  submittedAt: string;
  repliedAt: string;
}

async function realLetters(): Promise<RealLetter[]> {
  const lines = (await readFile(REAL_LETTERS, 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as RealLetter);
}

function typeOf({ title, content, submittedAt }: RealLetter): LetterRoute['type'] {
  return routeLetter(profile, { title, content, submittedOn: submittedAt.slice(0, 10) }).type;
}

function datesOf({ submittedAt, repliedAt }: RealLetter): { acceptedAt: Date; answeredAt: Date } {
  return { acceptedAt: new Date(submittedAt), answeredAt: new Date(repliedAt) };
}

function isInTimeOnPaper({ submittedAt, repliedAt }: RealLetter, amount: number, unit: Unit) {
  const startsOn = submittedAt.slice(0, 10);
  const plain = { startsOn, amount, unit, extendedTo: null, extendedBy: null, hearings: [] };
  return repliedAt.slice(0, 10) <= countOnPaper(plain).dueOn;
}
