import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { breakProfile, copyProfile, refusalOf, type Edit } from './broken-profile.ts';

const secondLimit = {
  kind: 'HANDLING',
  rule: 'R57',
  petitionTypes: ['HELP'],
  startEvent: 'CASE_ACCEPTED',
  amount: 15,
  dayUnit: 'WORKING_DAY',
  citation: '…',
};

const refused: [string, string, Edit, string][] = [
  [
    'a key it does not know',
    'guangan.yaml',
    [['limits', 0, 'days'], 3],
    'guangan.yaml:21: limits[0].days: expected no keys but the known ones, came days',
  ],
  [
    'a limit without its citation',
    'guangan.yaml',
    [['limits', 2, 'citation'], undefined],
    'limits[2].citation: expected string, came nothing',
  ],
  [
    'an extension without its citation',
    'hangzhou.yaml',
    [['extensions', 0, 'citation'], undefined],
    'extensions[0].citation: expected string, came nothing',
  ],
  [
    'a number of urges without its citation',
    'hangzhou.yaml',
    [['urging', 'citation'], undefined],
    'urging.citation: expected string, came nothing',
  ],
  [
    'a target without its citation',
    'hangzhou.yaml',
    [['publication', 'citation'], ''],
    'publication.citation: expected string of at least 1, came "" (string)',
  ],
  [
    'a warning ahead without its citation',
    'wuxi.yaml',
    [['dueSoon', 'citation'], undefined],
    'dueSoon.citation: expected string, came nothing',
  ],
  [
    'a number that comes from no rule',
    'hebei.yaml',
    [['limits', 0, 'rule'], 'common sense'],
    'limits[0].rule: expected a rule such as R57 or art. 34, came "common sense" (string)',
  ],
  [
    'a negative amount',
    'guangan.yaml',
    [['limits', 0, 'amount'], -1],
    'limits[0].amount: expected number of at least 0, came -1',
  ],
  [
    'two limits for one letter',
    'guangan.yaml',
    [['limits', 5], secondLimit],
    'limits[5]: expected letters of its own beside the other HANDLING (R57), came HANDLING R57 for some of the same',
  ],
  [
    'a span that ends before it begins',
    'hangzhou.yaml',
    [['limits', 2, 'fromAmount'], 6],
    'limits[2].fromAmount: expected at most the amount 5, came 6',
  ],
  [
    'an extension TO in other days than the limit',
    'guangan.yaml',
    [['extensions', 0, 'dayUnit'], 'CALENDAR_DAY'],
    'extensions[0].dayUnit: expected WORKING_DAY, as the limits it extends, came CALENDAR_DAY',
  ],
  [
    'two editions in force on one day',
    'national.yaml',
    [['validTo'], undefined],
    'no day shared with the other national',
  ],
  [
    'an edition that ends before it begins',
    'national.yaml',
    [['validTo'], '2013-01-01'],
    'validTo: expected a day not before validFrom 2013-07-01, came 2013-01-01',
  ],
  ['an id twice', 'hebei.yaml', [['id'], 'guangan-2011'], 'expected each id once'],
];

describe('a policy is refused for', () => {
  it.each(refused)('%s', async (_, name, edit, sentence) => {
    const file = join('..', 'policies', name);
    await using broken = await breakProfile(file, edit);
    const { message, issues } = await refusalOf(broken.folder);
    expect(message).toContain(sentence);
    expect(issues).toMatchObject([{ file: expect.stringMatching(/^\.\.\/policies\/.*\.yaml$/) }]);
  });

  it('a missing folder of policies', async () => {
    await using broken = await copyProfile();
    await rm(join(broken.folder, '..', 'policies'), { recursive: true });
    const { message } = await refusalOf(broken.folder);
    expect(message).toContain('../policies: expected a folder of policies, came none');
  });
});
