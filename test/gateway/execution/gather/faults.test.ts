import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { createFaults } from '../../../../gateway/execution/gather/faults.ts';
import type { Data } from '../../../../gateway/execution/merge.ts';

describe('why something is absent', () => {
  it('below an object that was lost and came by another fetch it is that loss', () => {
    const faults = createFaults();
    const letter: Data = {};
    const lost = new GraphQLError('lost');
    faults.absent(letter, [{ name: 'author', below: [] }], lost);
    const boss: Data = { id: '2' };
    letter.author = { id: '1', bosses: [boss] };
    faults.gathered();
    expect(faults.causeOf(boss, 'wage')).toBe(lost);
  });

  it('is nothing for what was there from the beginning', () => {
    const faults = createFaults();
    const boss: Data = { id: '2' };
    const letter: Data = { author: { id: '1', boss } };
    faults.absent(letter, [{ name: 'author', below: [] }], new GraphQLError('lost'));
    faults.gathered();
    expect(faults.causeOf(boss, 'wage')).toBeNull();
  });
});
