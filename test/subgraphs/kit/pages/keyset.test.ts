import { describe, expect, it } from '@jest/globals';
import { toPage, totalOf } from '../../../../subgraphs/kit/pages/keyset.ts';

/** One row more came in after the page was read. */
const counted = () => Promise.resolve(4);
const pageOf = (first: number, isContinued = false) =>
  toPage(['a', 'b', 'c'], first, isContinued, (row) => row);

describe('how many there are', () => {
  it('is what a page shows that holds them all, whatever came in since', async () => {
    expect(await totalOf(pageOf(3), counted)).toBe(3);
    expect(await totalOf(toPage([], 10, false, String), counted)).toBe(0);
  });

  it('is counted where more lie behind or before the page', async () => {
    expect(await totalOf(pageOf(2), counted)).toBe(4);
    expect(await totalOf(pageOf(3, true), counted)).toBe(4);
  });
});
