import { describe, expect, it } from '@jest/globals';
import type { Identity } from '../../../gateway/auth/caller.ts';
import { rememberIdentities } from '../../../gateway/auth/remember-identities.ts';

function countingVerifier(expiresInMs: number | null) {
  const asked: (string | undefined)[] = [];
  const verify = rememberIdentities(async (authorization) => {
    asked.push(authorization);
    if (authorization === 'Bearer bad') throw new Error('refused');
    const expiresAtMs = expiresInMs === null ? null : Date.now() + expiresInMs;
    return { actor: { role: 'CITIZEN', id: authorization ?? '', unit: null }, expiresAtMs };
  });
  return { asked, verify };
}

const idOf = ({ actor }: Identity): string => actor.id;

describe('verified tokens', () => {
  it('are verified once, each for itself', async () => {
    const { asked, verify } = countingVerifier(3_600_000);
    const seen = [await verify('Bearer a'), await verify('Bearer b'), await verify('Bearer a')];
    expect(seen.map(idOf)).toEqual(['Bearer a', 'Bearer b', 'Bearer a']);
    expect(asked).toEqual(['Bearer a', 'Bearer b']);
  });

  it('are not remembered once they have expired', async () => {
    const { asked, verify } = countingVerifier(-1);
    await verify('Bearer a');
    await verify('Bearer a');
    expect(asked).toHaveLength(2);
  });

  it('are not remembered when they were refused, nor is nobody', async () => {
    const { asked, verify } = countingVerifier(null);
    await expect(verify('Bearer bad')).rejects.toThrow('refused');
    await expect(verify('Bearer bad')).rejects.toThrow('refused');
    await verify(undefined);
    await verify(undefined);
    expect(asked).toHaveLength(4);
  });
});
