import { describe, expect, it } from '@jest/globals';
import { numbersIn, SCOPE } from './requirements/scope.ts';
import { titlesIn } from './requirements/test-titles.ts';

function numbersOf(source: string): string[] {
  return titlesIn('a.test.ts', source).flatMap(numbersIn);
}

describe('requirements that tests are named after', () => {
  it('are those in titles, tables and ranges', () => {
    const source = `
      const ROWS = [['R3 a row', 1]] as const;
      describe('R1 a', () => {
        it(\`R2, R20 \${name}\`, () => {});
        it.each(ROWS)('%s', () => {});
        it.each([{ rule: 'R4' }])('$rule', () => {});
        it('R56–R58', () => {});
      });`;
    expect(numbersOf(source)).toEqual(['R1', 'R2', 'R20', 'R3', 'R4', 'R56', 'R57', 'R58']);
  });

  it('are not those of comments, data and code', () => {
    const source = `
      // R1 it('R2', () => {})
      const rule = 'R3';
      it('a rule', () => { expect(rule).toBe('R4'); });`;
    expect(numbersOf(source)).toEqual([]);
  });

  it('number 66 after registration', () => {
    expect(SCOPE).toHaveLength(new Set(SCOPE).size);
    expect(SCOPE).toHaveLength(1 + 18 + 1 + 3 + 1 + 22 + 20);
  });
});
