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
    ['路灯', `'路灯'`],
    ['水', `'水'`],
    ['12345', `'12345':*`],
    ['公积 提取', `'公积' & '提取'`],
    ["'路灯' & !:*|()", `'路灯'`],
  ])(
    '%j is found by the index alone, what fits better apart from what fits less',
    (typed, terms) => {
      const marked = terms.replaceAll(/'(?=[^' :])/g, "'T");
      expect(toSearchQuery(typed)).toEqual({
        terms: {
          2: marked,
          1: `${terms} & !(${marked})`,
        },
        phrases: null,
      });
    },
  );

  it.each([
    ['物业管理', `'物业' & '业管' & '管理'`, `('物业' <1> '业管' <1> '管理')`],
    ['Ａ２区', `'a2' & '区'`, `('a2' <1> '区':*)`],
    ['地铁6号线', `'地铁' & '6' & '号线'`, `('地铁' <2> '6' <1> '号线')`],
    ['公积金 水', `'公积' & '积金' & '水'`, `('公积' <1> '积金') & ('水':*)`],
    ['5号ab', `'5' & '号' & 'ab':*`, `('5' <1> '号':* <1> 'ab':*)`],
  ])('%j is found by its terms, then read for the phrase', (typed, terms, phrases) => {
    const query = toSearchQuery(typed);
    expect(query?.terms[1]).toBe(terms);
    expect(query?.phrases?.[1]?.startsWith(`${phrases} & !(`)).toBe(true);
  });

  it.each(['', ' ', '，。！', '😀'])('%j asks for nothing', (typed) => {
    expect(toSearchQuery(typed)).toBeNull();
  });

  it('takes no more than sixty signs', () => {
    const long = '路'.repeat(10_000);
    expect(toSearchQuery(long)).toEqual(toSearchQuery('路'.repeat(60)));
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
        { text: '关于', start: 0, isMatch: false },
        { text: '路灯', start: 2, isMatch: true },
        { text: '的信', start: 4, isMatch: false },
      ],
    });
    expect(long?.pieces.map(({ text: piece }) => Array.from(piece).length)).toEqual([20, 2, 98]);
    expect(long?.pieces.map(({ start }) => start)).toEqual([80, 100, 102]);
  });

  it('tells places in code points, so that they hold for signs of any plane', () => {
    const [found] = excerptsOf('路灯', [{ part: 'TITLE', text: '😀𠮷路灯' }]);
    expect(found?.pieces[1]).toEqual({ text: '路灯', start: 2, isMatch: true });
  });
});
