import { describe, expect, it } from '@jest/globals';
import { markMatches } from '../../../clients/portal/page/open/marks.rules.ts';

/** As a reader sees it: matches in brackets. */
function marked(text: string, search: string): string {
  return markMatches(text, search)
    .map(({ text: piece, isMatch }) => (isMatch ? `[${piece}]` : piece))
    .join('');
}

describe('R66 what is marked in a published answer', () => {
  it.each([
    ['建设路路灯不亮', '路灯', '建设路[路灯]不亮'],
    ['换了LED灯和ｌｅｄ屏', 'Led', '换了[LED]灯和[ｌｅｄ]屏'],
    ['路灯坏了，护栏也坏了', '护栏，路灯', '[路灯]坏了，[护栏]也坏了'],
    ['路灯灯杆', '路灯 路灯灯杆', '[路灯灯杆]'],
    ['灯灯灯', '灯灯', '[灯灯]灯'],
    ['𠮷祥路', '𠮷祥', '[𠮷祥]路'],
    ['路灯', '', '路灯'],
    ['a.b', '.', 'a.b'],
    ['', '路灯', ''],
  ])('of %j by the search %j is %j', (text, search, expected) => {
    expect(marked(text, search)).toBe(expected);
  });

  it('loses no sign of the text', () => {
    const text = '<b>路灯</b>\n第二行　全角';
    const pieces = markMatches(text, '路灯 全角');
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });
});
