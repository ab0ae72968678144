import { describe, it } from '@jest/globals';
import { expectNoDifference } from './rules.ts';

describe('what the schema withholds', () => {
  it('250 random operations, each by a random caller and also with a fault, get what one server in one piece answers to that caller; no subgraph is asked for more', () =>
    expectNoDifference('guarded', 250));
});
