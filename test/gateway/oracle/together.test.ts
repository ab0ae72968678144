import { describe, expect, it } from '@jest/globals';
import { differencesTogether } from './together.ts';

describe('queries at the same time', () => {
  it.each(['shop', 'works'] as const)('%s: each caller is told of their own data', async (name) => {
    expect(await differencesTogether(name, 20)).toEqual([]);
  });
});
