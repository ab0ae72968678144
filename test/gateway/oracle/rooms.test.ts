import { describe, it } from '@jest/globals';
import { expectNoDifference } from './rules.ts';

describe('values from a context beside required ones', () => {
  it('40 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('rooms', 40));
});
