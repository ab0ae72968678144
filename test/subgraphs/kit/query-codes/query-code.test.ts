import { describe, expect, it } from '@jest/globals';
import { QUERY_CODE_ALPHABET, readQueryCode } from '../../../../schema/contract/query-code.ts';
import {
  createQueryCode,
  hashQueryCode,
} from '../../../../subgraphs/kit/query-codes/query-code.ts';

const SYMBOLS = Array.from(QUERY_CODE_ALPHABET);

function plain(code: string): string[] {
  return Array.from(code.replaceAll('-', ''));
}

describe('R16 query code', () => {
  it('is fifteen unmistakable characters in three groups', () => {
    for (let count = 0; count < 200; count += 1)
      expect(createQueryCode()).toMatch(/^[A-HJ-NP-Z2-9]{5}(-[A-HJ-NP-Z2-9]{5}){2}$/);
  });

  it('does not repeat', () => {
    const codes = Array.from({ length: 10_000 }, createQueryCode);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('has the same hash however it is typed', () => {
    const code = createQueryCode();
    const hash = hashQueryCode(code);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const wide = code.replaceAll(/./g, (sign) => String.fromCodePoint(sign.charCodeAt(0) + 0xfee0));
    for (const typed of [code.toLowerCase(), ` ${code.replaceAll('-', ' ')} `, wide])
      expect(hashQueryCode(typed)).toBe(hash);
    expect(hashQueryCode(createQueryCode())).not.toBe(hash);
  });
});

describe('R17 a mistyped query code', () => {
  it('shows with every single wrong character', () => {
    const code = plain(createQueryCode());
    for (const [place, right] of code.entries())
      for (const wrong of SYMBOLS.filter((symbol) => symbol !== right))
        expect(readQueryCode(code.with(place, wrong).join(''))).toBeNull();
  });

  it('shows with any two characters that changed places', () => {
    const code = plain(createQueryCode());
    for (const [one, first] of code.entries())
      for (const [two, second] of code.entries())
        if (first !== second)
          expect(readQueryCode(code.with(one, second).with(two, first).join(''))).toBeNull();
  });

  it.each(['', '0O1I-0O1I-0O1I0O1', '查询码', 'ABCDE-FGHJK-LMNP', 'ABCDE-FGHJK-LMNPQ-RSTUV'])(
    'shows where %j cannot be one, and is refused by the name of the argument',
    (typed) => {
      expect(() => hashQueryCode(typed)).toThrow(/^queryCode: expected a query code/);
    },
  );

  it('does not show in codes of sixteen, which were given out before there was a check symbol', () => {
    expect(readQueryCode('abcd-efgh-jklm-2345')).toBe('ABCDEFGHJKLM2345');
  });
});
