import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { policyById, policyOn } from '../../../../subgraphs/kit/profile/choose-policy.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
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
