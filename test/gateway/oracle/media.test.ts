import { describe, it } from '@jest/globals';
import { expectNoDifference } from './rules.ts';

describe('interfaces, @interfaceObject and unions', () => {
  it('120 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('media', 120));
});
