import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createPagesRouter } from '../../../gateway/http/pages/pages-router.ts';
import { readBuiltPages } from '../../../gateway/http/pages/page-assets.ts';
import { launchBrowser, watchPage } from '../support/browser.ts';
import { buildPage } from '../support/built-pages.ts';
import { startLiveCity, type LiveCity } from './support/live-city.ts';

let browser: Browser;
beforeAll(async () => {
  await buildPage('dashboard');
  browser = await launchBrowser();
}, 120_000);
afterAll(() => browser.close());

const NOTHING = {
  totalCount: 0,
  edges: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false },
};

const openCity = async (): Promise<LiveCity> =>
  startLiveCity({
    queries: { cases: NOTHING, districts: [], departments: [] },
    pages: createPagesRouter(await readBuiltPages('clients/dist')),
  });

/** A board of somebody who signed in before. */
async function openBoard(city: LiveCity): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(30_000);
  await page.addInitScript(() => {
    const session = {
      token: 'token',
      goodUntil: Date.now() + 3_600_000,
      refreshToken: null,
      name: '经办人',
      claims: {},
    };
    sessionStorage.setItem('petition.session', JSON.stringify(session));
  });
  await page.goto(`${city.url}/dashboard`);
  await page.locator('[data-phase=LIVE]').waitFor();
  return page;
}

/** The longest time between two frames while something goes on, in ms. */
const LONGEST_FRAME = `new Promise((done) => {
  let last = performance.now(), longest = 0;
  const list = document.querySelector('.ant-table-tbody-virtual-holder');
  let left = 120;
  const frame = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    list.scrollTop += 400;
    left -= 1;
    if (left > 0) requestAnimationFrame(frame); else done(longest);
  };
  requestAnimationFrame(frame);
})`;

/** Far above what is seen (a tenth of it), and far below what anybody would call frozen. */
const FROZEN_MS = 1_500;

describe('the board under load', () => {
  it('scrolls through 10,000 rows of which only those in sight exist', async () => {
    await using city = await openCity();
    city.issue(10_000);
    const page = await openBoard(city);
    const misdeeds = watchPage(page, [city.url]);
    await page.getByText('10,000 条').waitFor();
    expect(await page.locator('[aria-label=新件] .row').count()).toBeLessThan(60);
    expect(await page.evaluate<number>(LONGEST_FRAME)).toBeLessThan(FROZEN_MS);
    const top = await page
      .locator('[aria-label=新件] .ant-table-tbody-virtual-holder')
      .evaluate((list) => list.scrollTop);
    expect(top).toBeGreaterThan(10_000);
    expect(misdeeds.violations).toEqual([]);
    await page.close();
  });

  it('takes 100 events a second without freezing, and shows each once', async () => {
    await using city = await openCity();
    city.issue(100);
    const page = await openBoard(city);
    await page.getByText('100 条').waitFor();
    await page.locator('[aria-label=新件]').hover();
    let issued = 0;
    const timer = setInterval(() => {
      city.issue(10);
      issued += 10;
    }, 100);
    try {
      expect(await page.evaluate<number>(LONGEST_FRAME)).toBeLessThan(FROZEN_MS);
    } finally {
      clearInterval(timer);
    }
    await page.getByRole('button', { name: `有 ${issued} 条新件` }).click();
    await page
      .getByText(`${(100 + issued).toLocaleString('zh-CN')} 条`)
      .first()
      .waitFor();
    await page.close();
  });
});
