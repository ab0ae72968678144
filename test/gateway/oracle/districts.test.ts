import { describe, it } from '@jest/globals';
import { expectNoDifference } from './rules.ts';

describe('a subgraph with an endpoint for each district', () => {
  it('120 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('districts', 120));
});
