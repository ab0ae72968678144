import { describe, it } from '@jest/globals';
import { expectNoDifference } from './rules.ts';

describe('interfaces that several subgraphs know as objects', () => {
  it('40 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('works', 40));
});
