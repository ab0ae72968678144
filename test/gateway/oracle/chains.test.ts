import { describe, it } from '@jest/globals';
import { expectNoDifference } from './rules.ts';

describe('keys over several subgraphs, hidden ones, and values of which each knows a part', () => {
  it('40 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('chains', 40));
});
