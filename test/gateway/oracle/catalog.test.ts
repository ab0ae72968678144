import { describe, it } from '@jest/globals';
import { expectNoDifference } from './rules.ts';

describe('requirements, shared and overridden fields', () => {
  it('60 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('catalog', 60));
});
