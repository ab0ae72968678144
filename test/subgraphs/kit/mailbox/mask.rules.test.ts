import { describe, expect, it } from '@jest/globals';
import { maskName } from '../../../../subgraphs/kit/mailbox/mask.rules.ts';

describe('R10 R27 a masked name never shows a given name', () => {
  it.each([
    ['王建国', '王某'],
    [' 姚远 ', '姚某'],
    ['欧阳小明', '欧阳某'],
    ['欧阳', '欧某'],
    ['𠮷野家', '𠮷某'],
    ['买买提·艾力', '某某'],
    ['Maria Lopez', '某某'],
    ['李', '某某'],
    ['A00045581', '某某'],
  ])('person %s → %s', (name, masked) => {
    expect(maskName('PERSON', name)).toBe(masked);
  });

  it.each([
    ['广安某某建筑有限公司', '广安＊＊'],
    ['公司', '公＊＊'],
    ['社', '＊＊'],
  ])('company %s → %s', (name, masked) => {
    expect(maskName('LEGAL_PERSON', name)).toBe(masked);
    expect(maskName('ORGANIZATION', name)).toBe(masked);
  });
});
