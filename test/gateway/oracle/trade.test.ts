import { describe, it } from '@jest/globals';
import { expectNoDifference } from './rules.ts';

describe('@requires with arguments', () => {
  it('120 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('trade', 120));
});
