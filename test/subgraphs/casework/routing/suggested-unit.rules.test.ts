import { describe, expect, it } from '@jest/globals';
import { suggestUnits } from '../../../../subgraphs/casework/routing/suggested-unit.rules.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';

const profile = await loadProfile('subgraphs/profiles/guangan');
const SILENT = { place: null, category: null, title: null, content: null };

function suggest(facts: Partial<Record<keyof typeof SILENT, string>>, more = {}) {
  return suggestUnits(
    profile,
    { ...SILENT, ...facts },
    { excluded: [], day: '2026-03-02', ...more },
  );
}

function unitsFor(facts: Parameters<typeof suggest>[0], more = {}): string[] {
  return suggest(facts, more).map(({ unitId }) => unitId);
}

describe('R53 units that place and subject point to', () => {
  it('are explained by the words of the letter and where they stand', () => {
    const facts = { place: '岳池县九龙镇', title: '小区物业不作为', content: '物业和开发商推诿。' };
    expect(suggest(facts)).toEqual([
      {
        unitId: 'district:511621',
        reasons: [{ basis: 'PLACE', foundIn: 'PLACE', words: ['岳池'] }],
      },
      {
        unitId: 'department:housing',
        reasons: [
          { basis: 'SUBJECT', foundIn: 'TITLE', words: ['物业'] },
          { basis: 'SUBJECT', foundIn: 'CONTENT', words: ['物业', '开发商'] },
        ],
      },
    ]);
  });

  it('are weighed: the place as written, then the category, the title, the text', () => {
    expect(unitsFor({ content: '岳池', title: '医院', category: '环境保护/水污染' })).toEqual([
      'department:ecology-environment',
      'department:health',
      'district:511621',
    ]);
  });

  it('leave out whom the letter accuses and the mailbox it came to', () => {
    const facts = { place: '岳池县', title: '医院' };
    expect(unitsFor(facts, { excluded: ['district:511621'] })).toEqual(['department:health']);
  });

  it('follow the map of the day: 前锋 was part of 广安区 until 2013', () => {
    expect(unitsFor({ place: '前锋镇' }, { day: '2012-06-01' })).toEqual(['district:511602']);
    expect(unitsFor({ place: '前锋区' })).toEqual(['district:511603']);
  });

  it('are none where nothing points anywhere, nor ever an office above the city', () => {
    expect(suggest({ title: '你好' })).toEqual([]);
    expect(unitsFor({ title: '请转全省有关部门' })).toEqual([]);
  });
});
