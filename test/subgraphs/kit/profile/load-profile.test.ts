import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { policyById, policyOn } from '../../../../subgraphs/kit/profile/choose-policy.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { profileFolder } from '../../../../subgraphs/kit/profile/profile-folder.ts';
import { breakProfile, copyProfile, GUANGAN, refusalOf } from './broken-profile.ts';

describe('the profile of Guang’an', () => {
  it('R5 has 88 departments, the petition bureau among them', async () => {
    const { departments, city } = await loadProfile(GUANGAN);
    expect(departments).toHaveLength(88);
    expect(city.units.petitionBureau).toBe('department:petition-bureau');
  });

  it('R38 has 30 provinces and 新疆生产建设兵团 as peers, not the city’s own province', async () => {
    const { peers } = await loadProfile(GUANGAN);
    expect(peers).toHaveLength(31);
    expect(peers.map(({ name }) => name)).toContain('新疆生产建设兵团');
    expect(peers.map(({ code }) => code)).not.toContain('51');
  });

  it('R50 has five districts in 2011 and six since 前锋区 was founded', async () => {
    const { districts } = await loadProfile(GUANGAN);
    const validOn = (day: string): string[] =>
      districts.filter(({ validFrom }) => validFrom <= day).map(({ code }) => code);
    const first = ['511602', '511621', '511622', '511623', '511681'];
    expect(validOn('2011-06-01')).toEqual(first);
    expect(validOn('2013-03-01')).toEqual(first.toSpliced(1, 0, '511603'));
  });

  it.each([
    ['R54', 'ACCEPTANCE', 0, 'CASE_REGISTERED'],
    ['R56', 'HANDLING', 5, 'CASE_ACCEPTED'],
    ['R57', 'HANDLING', 20, 'CASE_ACCEPTED'],
    ['R57', 'ASSIGNMENT', 20, 'ASSIGNMENT_RECEIVED'],
  ])('%s %s is %i working days from %s (R55)', async (rule, kind, amount, startEvent) => {
    const { policies } = await loadProfile(GUANGAN);
    const limit = policyById(policies, 'guangan-2011')!.limits.find(
      (each) => each.rule === rule && each.kind === kind,
    );
    expect(limit).toMatchObject({ amount, startEvent, dayUnit: 'WORKING_DAY' });
  });
});

describe('the profiles that come with the project', () => {
  it.each([
    ['guangan', '广安市', 6, 88, ['guangan-2011']],
    ['hangzhou', '杭州市', 17, 46, ['hangzhou-2016', 'national-2022']],
    ['hebei', '河北省', 13, 35, ['hebei-2014', 'national-2022']],
    ['wuxi', '无锡市', 10, 88, ['wuxi-2010', 'national-2022']],
    ['national', '国家信访局', 34, 25, ['national-2013', 'national-2022']],
  ])('%s is %s', async (folder, name, districts, departments, applied) => {
    const profile = await loadProfile(profileFolder(folder));
    expect(profile.city.name).toBe(name);
    expect(profile.districts).toHaveLength(districts);
    expect(profile.departments).toHaveLength(departments);
    expect(profile.policies.applied.map(({ id }) => id)).toEqual(applied);
    expect(profile.peers).toHaveLength(31);
  });

  it.each(['wuxi', 'hebei', 'hangzhou', 'national'])(
    '%s gives way to today’s law on the day it came into force',
    async (folder) => {
      const { policies } = await loadProfile(profileFolder(folder));
      expect(policyOn(policies, '2022-04-30')?.jurisdiction).toBe(folder);
      expect(policyOn(policies, '2022-05-01')?.id).toBe('national-2022');
    },
  );

  it.each(['guangan', 'hangzhou', 'hebei', 'wuxi', 'national'])(
    'R54 R69 R70 %s names one officer and one link for each unit that there is today',
    async (folder) => {
      const { districts, departments, officers } = await loadProfile(profileFolder(folder));
      const present = [
        ...districts
          .filter(({ validTo }) => validTo === null)
          .map((unit) => ({ ...unit, id: `district:${unit.code}` })),
        ...departments.map((unit) => ({ ...unit, id: `department:${unit.code}` })),
      ];
      expect(officers.map(({ unit }) => unit).toSorted()).toEqual(
        present.map(({ id }) => id).toSorted(),
      );
      // The source counts some forty people who work with the system.
      expect(officers.length).toBeGreaterThan(40);
      const links = present.map(({ mailboxUrl }) => mailboxUrl);
      expect(links).not.toContain(null);
      expect(new Set(links).size).toBe(present.length);
    },
  );

  it('R29 Hebei’s chain goes from city to district to unit', async () => {
    const { districts, departments } = await loadProfile(profileFolder('hebei'));
    expect(departments.find(({ under }) => under)?.under).toBe('district:130203');
    expect(districts.find(({ code }) => code === '130203')?.under).toBe('district:130200');
    expect(districts.find(({ code }) => code === '130200')?.under).toBeNull();
  });

  it('R73 Hangzhou’s upstream channels are those the standard names', async () => {
    const { upstreamChannels } = await loadProfile(profileFolder('hangzhou'));
    const names = upstreamChannels.map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['国家投诉办', '省长信箱', '人民网重要留言']);
  });
});

describe('the policies', () => {
  it('are those of five jurisdictions and of today’s law', async () => {
    const { policies } = await loadProfile(GUANGAN);
    expect(policies.all.map(({ id }) => id).toSorted()).toEqual([
      'guangan-2011',
      'hangzhou-2016',
      'hebei-2014',
      'national-2013',
      'national-2022',
      'wuxi-2010',
    ]);
  });

  it('R11 invent no limit for Wuxi', async () => {
    const { policies } = await loadProfile(GUANGAN);
    expect(policyById(policies, 'wuxi-2010')).toMatchObject({ limits: [], extensions: [] });
  });

  it('apply by day, and none before the first', async () => {
    const { policies } = await loadProfile(GUANGAN);
    expect(policyOn(policies, '2010-12-31')).toBeNull();
    expect(policyOn(policies, '2011-01-01')?.id).toBe('guangan-2011');
  });

  it.each([
    ['R61', 'guangan-2011', { lateExplanation: { blocksClosure: true } }],
    ['R83', 'hangzhou-2016', { urging: { urgesUntilCircular: 2 } }],
    ['R84', 'hangzhou-2016', { supervision: { officersMin: 2, needsConsent: true } }],
    ['R91', 'hangzhou-2016', { publication: { percent: 60 } }],
    ['R94', 'hangzhou-2016', { statisticsPeriod: { firstDayOfMonth: 26 } }],
    ['R37', 'national-2013', { rating: { firstRegistrationOnly: true, since: '2015-01-01' } }],
  ])('%s is a rule of %s', async (_rule, id, rules) => {
    const { policies } = await loadProfile(GUANGAN);
    expect(policyById(policies, id)).toMatchObject(rules);
  });

  it('R77 R78 name six scopes and three grounds of refusal in Hangzhou', async () => {
    const { policies } = await loadProfile(GUANGAN);
    const { scopes, refusals } = policyById(policies, 'hangzhou-2016')!;
    expect(scopes.map(({ code }) => code)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(refusals.map(({ ground }) => ground)).toEqual([
      'STATUTORY_PROCEDURE',
      'OTHER_STATE_ORGAN',
      'DUPLICATE',
    ]);
  });
});

describe('a profile is refused for', () => {
  it('a missing file', async () => {
    await using broken = await copyProfile();
    await rm(join(broken.folder, 'leaders.yaml'));
    const { message } = await refusalOf(broken.folder);
    expect(message).toContain('leaders.yaml: expected a readable file, came none');
  });

  it('an entry, with the line to look at', async () => {
    await using broken = await breakProfile('districts.yaml', [['districts', 1, 'code'], 'x']);
    const { message } = await refusalOf(broken.folder);
    expect(message).toMatch(/districts\.yaml:\d+: districts\[1\]\.code: expected an area code/);
  });

  it('text that is no YAML, with the line', async () => {
    await using broken = await copyProfile();
    await writeFile(join(broken.folder, 'leaders.yaml'), 'leaders:\n  - {id: [}\n');
    const { message } = await refusalOf(broken.folder);
    expect(message).toMatch(/leaders\.yaml:2: expected valid YAML, came /);
  });

  it('everything that is wrong at once, over all files', async () => {
    await using broken = await breakProfile(
      'leaders.yaml',
      [['leaders', 0, 'title'], ''],
      [['leaders', 1, 'email'], 'nobody'],
    );
    await rm(join(broken.folder, 'upstream.yaml'));
    const { issues } = await refusalOf(broken.folder);
    expect(issues.map(({ file }) => file)).toEqual([
      'leaders.yaml',
      'leaders.yaml',
      'upstream.yaml',
    ]);
  });
});
