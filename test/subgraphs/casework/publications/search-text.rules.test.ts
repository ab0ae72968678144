import { describe, expect, it } from '@jest/globals';
import { excerptsOf } from '../../../../subgraphs/casework/publications/highlight.rules.ts';
import {
  toSearchQuery,
  toSearchVector,
} from '../../../../subgraphs/casework/publications/search-text.rules.ts';

describe('full-text search of Chinese texts', () => {
  it('indexes pairs of neighbouring signs, words of letters and digits whole, each at its place', () => {
    expect(toSearchVector([{ text: '路灯坏，A2区', weight: 'A' }])).toBe(
      `'路灯':1A '灯坏':2A '坏':3A 'a2':5A '区':6A`,
    );
  });

  it('lets no phrase be found across two parts', () => {
    const vector = toSearchVector([
      { text: '路', weight: 'A' },
      { text: '灯', weight: 'B' },
    ]);
    expect(vector).toBe(`'路':1A '灯':5B`);
  });

  it.each([
    ['路灯', `('路灯')`],
    ['物业管理', `('物业' <1> '业管' <1> '管理')`],
    ['水', `('水':*)`],
    ['Ａ２区', `('a2' <1> '区':*)`],
    ['地铁6号线', `('地铁' <2> '6' <1> '号线')`],
    ['公积金 提取', `('公积' <1> '积金') & ('提取')`],
    ['12345', `('12345':*)`],
    ["'路灯' & !:*|()", `('路灯')`],
    ['，。！', null],
  ])('%j asks for %s', (typed, query) => {
    expect(toSearchQuery(typed)).toBe(query);
  });

  it('takes no more than sixty signs', () => {
    expect(toSearchQuery('路'.repeat(10_000))?.length).toBeLessThan(1_000);
  });

  it('tells what was found from what was not, and cuts a long text', () => {
    const text = `${'前'.repeat(100)}路灯${'后'.repeat(200)}`;
    const [title, long] = excerptsOf('路灯', [
      { part: 'TITLE', text: '关于路灯的信' },
      { part: 'QUESTION', text },
      { part: 'ANSWER', text: '没有。' },
    ]);
    expect(title).toEqual({
      part: 'TITLE',
      pieces: [
        { text: '关于', isMatch: false },
        { text: '路灯', isMatch: true },
        { text: '的信', isMatch: false },
      ],
    });
    expect(long?.pieces.map(({ text: piece }) => Array.from(piece).length)).toEqual([20, 2, 98]);
  });
});
