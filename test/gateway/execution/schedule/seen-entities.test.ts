import { describe, expect, it } from '@jest/globals';
import { createSeenEntities } from '../../../../gateway/execution/schedule/seen-entities.ts';

const byKey = () =>
  createSeenEntities((typename) => (typename === 'Nested' ? null : ['id', 'size']));
const thing = (id: unknown, size: unknown = 1, typename = 'Thing') => ({
  __typename: typename,
  id,
  size,
});

describe('entities met before', () => {
  it('are found again by equal values', () => {
    const seen = byKey();
    seen.add(thing('a'), 0);
    seen.add(thing('b'), 1);
    expect([thing('a'), thing('b'), thing('c')].map(seen.find)).toEqual([0, 1, -1]);
  });

  it.each([
    ['another type', thing('a', 1, 'Other')],
    ['another value of a further field', thing('a', 2)],
    ['the same letters as a number', thing(7)],
    ['a field that is not there', { __typename: 'Thing', id: 'a' }],
  ])('are not those with %s', (_name, other) => {
    const seen = byKey();
    seen.add(thing('a'), 0);
    seen.add(thing('7'), 1);
    expect(seen.find(other)).toBe(-1);
  });

  it('that share their first value are told apart', () => {
    const seen = byKey();
    seen.add(thing('a', 1), 0);
    seen.add(thing('a', 2), 1);
    expect([thing('a', 1), thing('a', 2)].map(seen.find)).toEqual([0, 1]);
  });

  it('with values that are objects are left to their text', () => {
    const seen = byKey();
    const object = thing('a', { mm: 3 });
    seen.add(object, 0);
    expect(seen.find(object)).toBe(-1);
  });

  it('whose representation is more than plain values are left to their text', () => {
    const seen = byKey();
    seen.add(thing('a', 1, 'Nested'), 0);
    expect(seen.find(thing('a', 1, 'Nested'))).toBe(-1);
  });
});
