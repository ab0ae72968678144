import { describe, it } from '@jest/globals';
import { expectNoDifference } from './rules.ts';

describe('roots of other names, subgraphs of the first federation, narrower interfaces', () => {
  it('40 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('relics', 40));
});
