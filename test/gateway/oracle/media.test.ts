import { describe, it } from '@jest/globals';
import { expectNoDifference } from './rules.ts';

describe('interfaces, @interfaceObject and unions', () => {
  it('60 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('media', 60));
});
