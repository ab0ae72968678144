import { describe, it } from '@jest/globals';
import { expectNoDifference } from './rules.ts';

describe('@requires of what requires again, by turns in several subgraphs', () => {
  it('60 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('wages', 60));
});
