import { describe, expect, it } from '@jest/globals';
import { compareDeadlines } from './second-count/compare.ts';

describe('a second implementation over a second calendar', () => {
  it('comes to the same day, and finds every day mentioned that the explanation mentions', () => {
    expect(compareDeadlines(2_000, 20_261_122)).toBeNull();
  });
});
