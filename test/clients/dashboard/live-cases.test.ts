import { describe, expect, it } from '@jest/globals';
import type { WorklistCaseFragment } from '../../../clients/dashboard/generated/operations.ts';
import { isIn, takeChanges } from '../../../clients/dashboard/page/worklist/live-cases.ts';

const NOW = Date.parse('2026-03-02T00:00:00Z');
const dayAt = (day: number): string => new Date(NOW + day * 86_400_000).toISOString();

/** @param day by when it is due, from now; null where nothing is owed */
function row(id: string, day: number | null, more: Partial<WorklistCaseFragment> = {}) {
  const deadlines = day === null ? [] : [{ id: `${id}-due`, dueAt: dayAt(day), metAt: null }];
  return {
    id,
    state: 'ASSIGNED',
    mailboxUnit: null,
    handlingUnits: [],
    deadlines,
    ...more,
  } as unknown as WorklistCaseFragment;
}

const all = (): boolean => true;
const none = (): boolean => false;
const ids = (rows: readonly WorklistCaseFragment[]): string => rows.map(({ id }) => id).join(' ');

describe('the live worklist', () => {
  it('R53 has a new case where its limit belongs, and what owes nothing at the end', () => {
    const rows = [row('a', 1), row('c', 3), row('z', null)];
    const taken = takeChanges(rows, [row('b', 2), row('y', null), row('late', -1)], all, true);
    expect(ids(taken.rows)).toBe('late a b c y z');
    expect([...taken.fresh].toSorted()).toEqual(['b', 'late', 'y']);
  });

  it('moves a case whose limit moved, and shows it once', () => {
    const taken = takeChanges([row('a', 1), row('b', 2), row('c', 3)], [row('a', 5)], all, true);
    expect(ids(taken.rows)).toBe('b c a');
  });

  it('takes the last word where a case changed twice', () => {
    const taken = takeChanges([row('b', 2)], [row('a', 1), row('a', 3)], all, true);
    expect(ids(taken.rows)).toBe('b a');
  });

  it('lets go what the filter does not hold for any more', () => {
    expect(ids(takeChanges([row('a', 1), row('b', 2)], [row('a', 1)], none, true).rows)).toBe('b');
  });

  it('leaves to the next page what belongs behind the last row that is here', () => {
    const taken = takeChanges([row('a', 1), row('d', 4)], [row('b', 2), row('e', 5)], all, false);
    expect(ids(taken.rows)).toBe('a b d');
    expect(ids(takeChanges([], [row('a', 1)], all, false).rows)).toBe('');
  });

  it('orders cases of the same limit by id, as the server does', () => {
    const taken = takeChanges([row('a', 1), row('c', 1)], [row('b', 1)], all, true);
    expect(ids(taken.rows)).toBe('a b c');
  });

  it.each([
    ['its state', { states: ['REPLIED'] as const }, false],
    ['its state', { states: ['ASSIGNED'] as const }, true],
    ['the unit of its mailbox', { units: ['district:511602'] }, true],
    ['a unit that handles it', { units: ['department:housing'] }, true],
    ['other units', { units: ['department:traffic'] }, false],
    ['being late', { isOverdue: true }, true],
    ['everything', {}, true],
  ])('holds a case against the filter by %s %j', (_what, filter, expected) => {
    const late = row('a', -1, {
      mailboxUnit: { __typename: 'District', id: 'district:511602' } as never,
      handlingUnits: [{ id: 'department:housing' }] as never,
    });
    expect(isIn(filter as never, late, NOW)).toBe(expected);
  });

  it('counts a case as late from the end of its last day on, and not once the limit is met', () => {
    expect(isIn({ isOverdue: true }, row('a', 1), NOW)).toBe(false);
    expect(isIn({ isOverdue: true }, row('a', null), NOW)).toBe(false);
    expect(isIn({ isOverdue: true }, row('a', 1), Date.parse(dayAt(1)))).toBe(true);
  });
});
