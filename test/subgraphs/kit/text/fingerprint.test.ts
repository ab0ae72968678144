import { describe, expect, it } from '@jest/globals';
import { ALIKE_BITS_MAX, fingerprintOf } from '../../../../subgraphs/kit/text/fingerprint.ts';

const LETTER =
  '我家住在滨江路二十三号，楼下的夜市每天营业到凌晨两点，油烟和噪音让老人孩子无法休息，多次反映没有结果，请求有关部门尽快处理。'.repeat(
    4,
  );

function bitsApart(one: string, other: string): number {
  const differing = BigInt(`0x${fingerprintOf(one)}`) ^ BigInt(`0x${fingerprintOf(other)}`);
  return differing.toString(2).replaceAll('0', '').length;
}

describe('R34 fingerprint of a text', () => {
  it('is 16 hexadecimal digits, the same for the same text', () => {
    expect(fingerprintOf(LETTER)).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprintOf('')).toMatch(/^[0-9a-f]{16}$/);
  });

  it('does not see width, case, spaces and punctuation', () => {
    expect(fingerprintOf('ＡＢＣ路  5号，漏水！')).toBe(fingerprintOf('abc路5号漏水'));
  });

  it('differs in few bits after a small change, in many from another matter', () => {
    expect(bitsApart(LETTER, `${LETTER}谢谢`)).toBeLessThanOrEqual(ALIKE_BITS_MAX);
    expect(
      bitsApart(LETTER, '请问城乡居民医疗保险今年什么时候开始缴费，在哪里办理？'),
    ).toBeGreaterThan(3 * ALIKE_BITS_MAX);
  });
});
