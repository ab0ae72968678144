import { describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { createClientMark } from '../../../gateway/limits/client-mark.ts';

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return exportJWK(privateKey);
}

describe("the mark of a client's address", () => {
  it('is the same at all gateways of a city, and another in another city', async () => {
    const key = await newKey();
    const mark = createClientMark(key)('203.0.113.7');
    expect(createClientMark({ ...key })('203.0.113.7')).toBe(mark);
    expect(createClientMark(key)('203.0.113.8')).not.toBe(mark);
    expect(createClientMark(await newKey())('203.0.113.7')).not.toBe(mark);
  });

  it('R96 does not hold the address', async () => {
    expect(createClientMark(await newKey())('203.0.113.7')).toMatch(/^[\w-]{43}$/);
  });

  it('is absent where subgraphs are not told who asks', () => {
    expect(createClientMark(null)('203.0.113.7')).toBeNull();
  });
});
