import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '../../journeys/support/eventually.ts';
import { launchBrowser, NONE } from '../support/browser.ts';
import { buildPage } from '../support/built-pages.ts';
import { visitLiveCity, type Visit, type VisitOptions } from './support/live-visit.ts';
import { measureWork } from './support/long-tasks.ts';
import { expectSmooth, FRAMES, LIST, SCROLL } from './support/scrolling.ts';

let browser: Browser;
beforeAll(async () => {
  await buildPage('dashboard');
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const visit = (path: string, options: VisitOptions): Promise<Visit> =>
  visitLiveCity(browser, path, options);

/** The number of the case in the middle of the list, once the list rests there. */
const MIDDLE_ROW = `new Promise((done) => {
  const box = document.querySelector('${LIST}').getBoundingClientRect();
  let last = null, frames = 0;
  const look = () => {
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const row = hit?.closest('[data-row-key]');
    const place = row && row.getAttribute('data-row-key') + ' ' + row.getBoundingClientRect().y;
    frames = place && place === last ? frames + 1 : 0;
    last = place;
    if (frames === 5) done(Number(row.getAttribute('data-row-key').replace('case-', '')));
    else requestAnimationFrame(look);
  };
  look();
})`;

const titleOf = (page: Page, number: number) =>
  page.locator(`[data-row-key=case-${number}] .case-title`);
const stateOf = (page: Page, number: number) => page.locator(`[data-row-key=case-${number}] .tag`);

/** Takes down in each frame from now on where a case's row is. */
const followRow = (number: number): string => `{
  window.places = [];
  const look = () => {
    const row = document.querySelector('[data-row-key=case-${number}]');
    places.push(row && Math.round(row.getBoundingClientRect().y));
    requestAnimationFrame(look);
  };
  look();
}`;

describe('the worklist', () => {
  it('R53 has cases come, change and leave as it happens, without a reload', async () => {
    await using visited = await visit('/worklist', { cases: 3 });
    const { city, page, misdeeds } = visited;
    await titleOf(page, 3).waitFor();
    await page.getByText('共 3 件').waitFor();
    let pages = 0;
    page.on('request', (request) => {
      if ((request.postData() ?? '').includes('query Worklist')) pages += 1;
    });
    city.happen([2]);
    await stateOf(page, 2).getByText('已答复').waitFor();
    city.happen([9]);
    await titleOf(page, 9).waitFor();
    await page.getByText('共 4 件').waitFor();
    city.happen([-1]);
    await titleOf(page, 1).waitFor({ state: 'detached' });
    const rows = await page
      .locator('.row')
      .evaluateAll((found) => found.map((row) => row.getAttribute('data-row-key')));
    expect(rows).toEqual(['case-2', 'case-3', 'case-9']);
    await page.getByText('共 3 件').waitFor();
    expect(pages).toBe(0);
    expect(misdeeds).toEqual(NONE);
  });

  it('R17 marks whose petitioner waits for an answer, and lists them alone', async () => {
    await using visited = await visit('/worklist', { cases: 3 });
    const { city, filters, page, misdeeds } = visited;
    await titleOf(page, 2).waitFor();
    const mark = titleOf(page, 2).getByText('留言', { exact: true });
    expect(await mark.count()).toBe(0);
    city.say(2);
    await mark.waitFor();
    await page.getByTitle('留言待回复').click();
    await eventually(async () => filters.at(-1)?.hasUnansweredMessage);
    await titleOf(page, 2).waitFor();
    city.say(-2);
    await titleOf(page, 2).waitFor({ state: 'detached' });
    expect(misdeeds).toEqual(NONE);
  });

  it('is gone through by the keyboard alone: to any row, into its case and back to it', async () => {
    await using visited = await visit('/worklist', { cases: 300 });
    const { page, misdeeds } = visited;
    const inFocus = (number: number): Promise<void> =>
      page.locator(`[data-row-key=case-${number}] a:focus-visible`).waitFor();
    await page.getByText('全部', { exact: true }).click();
    await titleOf(page, 1).waitFor();
    await titleOf(page, 1).focus();
    for (let number = 2; number < 20; number += 1) {
      await page.keyboard.press('ArrowDown');
      await inFocus(number);
    }
    await page.keyboard.press('ArrowUp');
    await inFocus(18);
    await page.keyboard.press('End');
    await inFocus(300);
    await page.keyboard.press('Enter');
    await page.getByText('没有找到此件').waitFor();
    expect(new URL(page.url()).pathname).toBe('/dashboard/cases/case-300');
    await page.keyboard.press('Escape');
    await inFocus(300);
    expect(await page.getByRole('radio', { name: '全部' }).isChecked()).toBe(true);
    await page.keyboard.press('Home');
    await inFocus(1);
    expect(misdeeds).toEqual(NONE);
  });

  it('R53 misses nothing that happens between its first page and its subscription', async () => {
    await using visited = await visit('/worklist', { cases: 3, happensMeanwhile: 2 });
    const { page, misdeeds } = visited;
    await stateOf(page, 2).getByText('已答复').waitFor();
    expect(misdeeds).toEqual(NONE);
  });

  it('keeps what is read in its place while 100 events a second come, in 10,000 rows', async () => {
    await using visited = await visit('/worklist', { cases: 10_000 });
    const { city, page, misdeeds } = visited;
    await page.getByText('共 10,000 件').waitFor();
    expect(await page.locator('.row').count()).toBeLessThan(60);
    const work = await measureWork(page, async () => {
      expect(await page.evaluate<number>(SCROLL)).toBeGreaterThan(10_000);
    });
    expectSmooth(work, FRAMES);
    await page.locator(LIST).evaluate((list) => {
      list.scrollTop = list.scrollHeight / 2;
    });
    const read = await page.evaluate<number>(MIDDLE_ROW);
    await page.evaluate(followRow(read));
    const topBefore = await page.locator(LIST).evaluate((list) => list.scrollTop);
    let left = 0;
    const timer = setInterval(() => {
      city.happen(Array.from({ length: 10 }, () => -(left += 1)));
    }, 100);
    const busy = await measureWork(page, async () => {
      await page.waitForFunction(
        ([list, top]) => (document.querySelector(list)?.scrollTop ?? Infinity) < top,
        [LIST, topBefore - 200 * 40] as const,
      );
    }).finally(() => clearInterval(timer));
    expectSmooth(busy, left);
    const places = await page.evaluate<(number | null)[]>('places');
    expect([...new Set(places)]).toEqual([expect.any(Number)]);
    city.happen([read]);
    await stateOf(page, read).getByText('已答复').waitFor();
    expect(misdeeds).toEqual(NONE);
  });
});
