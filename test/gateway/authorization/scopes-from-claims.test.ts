import { describe, expect, it } from '@jest/globals';
import { scopesFromClaims } from '../../../gateway/authorization/scopes-from-claims.ts';

describe('scopes of a token', () => {
  it('are parted by spaces in claim scope, or listed', () => {
    expect(scopesFromClaims({ scope: 'read  write' })).toEqual(['read', 'write']);
    expect(scopesFromClaims({ scp: ['read', 7] })).toEqual(['read']);
    expect(scopesFromClaims({})).toEqual([]);
  });

  it('are never those that the gateway gives itself', () => {
    expect(scopesFromClaims({ scope: 'role:CITY_BUREAU unit:1 policy:files x' })).toEqual(['x']);
  });

  it('satisfy the policies that are configured for them', () => {
    const policies = { files: ['clerk', 'chief'], none: [] };
    expect(scopesFromClaims({ scope: 'chief' }, policies)).toEqual(['chief', 'policy:files']);
  });
});
