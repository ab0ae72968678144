import { describe, it } from '@jest/globals';
import { expectNoDifference } from './rules.ts';

describe('arguments from a context', () => {
  it('60 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('contexts', 60));
});
