import { describe, expect, it } from '@jest/globals';
import { createLiveRows } from '../../../clients/dashboard/page/live/live-rows.ts';

interface Row {
  id: string;
  at: string;
}

const row = (at: string): Row => ({ id: `row ${at}`, at });
const open = () => createLiveRows<Row>(({ at }) => at);
const shownOf = (rows: ReturnType<typeof open>): string[] => rows.read().shown.map(({ at }) => at);

describe('the rows of a live list', () => {
  it('come on top in the order in which they came', () => {
    const rows = open();
    rows.fill([row('1')]);
    rows.arrive([row('3'), row('2')]);
    rows.arrive([row('4')]);
    expect(shownOf(rows)).toEqual(['1']);
    rows.show();
    expect(shownOf(rows)).toEqual(['4', '2', '3', '1']);
  });

  it('stand below newer ones that were asked for meanwhile', () => {
    const rows = open();
    rows.fill([row('1')]);
    rows.arrive([row('2'), row('3')]);
    rows.fill([row('3'), row('4'), row('5')]);
    rows.show();
    expect(shownOf(rows)).toEqual(['5', '4', '3', '2', '1']);
  });
});
