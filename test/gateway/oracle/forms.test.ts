import { describe, it } from '@jest/globals';
import { expectNoDifference } from './rules.ts';

describe('unions, custom scalars and shared values where no other graph has them', () => {
  it('60 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('forms', 60));
});
