import { describe, expect, it } from '@jest/globals';
import { createQueryCode, hashQueryCode } from '../../../../subgraphs/kit/mailbox/query-code.ts';

describe('R16 query code', () => {
  it('is sixteen unmistakable characters in four groups', () => {
    for (let count = 0; count < 200; count += 1) {
      expect(createQueryCode()).toMatch(/^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){3}$/);
    }
  });

  it('does not repeat', () => {
    const codes = Array.from({ length: 10_000 }, createQueryCode);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('has the same hash however it is typed', () => {
    const hash = hashQueryCode('ABCD-2345-WXYZ-6789');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    for (const typed of [
      'abcd2345wxyz6789',
      ' ABCD 2345 WXYZ 6789 ',
      'ＡＢＣＤ－２３４５－WXYZ-6789',
    ]) {
      expect(hashQueryCode(typed)).toBe(hash);
    }
    expect(hashQueryCode('ABCD-2345-WXYZ-678A')).not.toBe(hash);
  });
});
