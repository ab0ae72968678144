import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { until } from '../../gateway/support/until.ts';
import { launchBrowser, NONE } from '../support/browser.ts';
import { buildPage } from '../support/built-pages.ts';
import { visitLiveCity, type Visit, type VisitOptions } from './support/live-visit.ts';
import { LISTEN, tones } from './support/tones.ts';
import { measureWork, type Work } from './support/long-tasks.ts';

let browser: Browser;
beforeAll(async () => {
  await buildPage('dashboard');
  browser = await launchBrowser();
}, 120_000);
afterAll(() => browser.close());

const visit = (path: string, options: VisitOptions): Promise<Visit> =>
  visitLiveCity(browser, path, options);

const LIST = '.ant-table-tbody-virtual-holder';
const FRAMES = 120;

/** Most frames or events cost no long task, and all of them together few of the processor's time. */
function expectSmooth({ longTasks, seconds }: Work, count: number): void {
  expect(longTasks).toBeLessThan(count * 0.75);
  expect(seconds).toBeLessThan(count * 0.05);
}

/** Scrolls through the list, a step a frame. */
const SCROLL = `new Promise((done) => {
  const list = document.querySelector('${LIST}');
  let left = ${FRAMES};
  const frame = () => {
    list.scrollTop += 400;
    left -= 1;
    if (left > 0) requestAnimationFrame(frame); else done(list.scrollTop);
  };
  requestAnimationFrame(frame);
})`;

describe('the board under load', () => {
  it('scrolls through 10,000 rows of which only those in sight exist', async () => {
    await using visited = await visit('', { issued: 10_000 });
    const { page, misdeeds } = visited;
    await page.getByText('10,000 条').waitFor({ timeout: 50_000 });
    expect(await page.locator('[aria-label=新件] .row').count()).toBeLessThan(60);
    const work = await measureWork(page, async () => {
      expect(await page.evaluate<number>(SCROLL)).toBeGreaterThan(10_000);
    });
    expectSmooth(work, FRAMES);
    expect(misdeeds).toEqual(NONE);
  });

  it('takes 100 events a second without freezing, and shows each once', async () => {
    await using visited = await visit('', { issued: 100 });
    const { city, page } = visited;
    await page.getByText('100 条').waitFor();
    await page.locator('[aria-label=新件]').hover();
    let issued = 0;
    const timer = setInterval(() => {
      city.issue(10);
      issued += 10;
    }, 100);
    const work = await measureWork(page, () => page.evaluate(SCROLL)).finally(() =>
      clearInterval(timer),
    );
    expect(issued).toBeGreaterThan(0);
    expectSmooth(work, FRAMES);
    await page.getByRole('button', { name: `有 ${issued} 条新件` }).click();
    await page
      .getByText(`${(100 + issued).toLocaleString('zh-CN')} 条`)
      .first()
      .waitFor();
  });

  it('says so when its place is not kept any more, and begins anew with what is open', async () => {
    await using visited = await visit('', { issued: 3 });
    const { city, page, misdeeds } = visited;
    await page.getByText('3 条', { exact: true }).waitFor();
    await page.getByRole('region', { name: '新件' }).hover();
    city.refuseNext('CURSOR_EXPIRED', { startOver: '3' });
    city.cut(1001);
    await page.getByRole('alert').getByText('其间的消息已不能逐条补发').waitFor();
    await page.getByText('3 条', { exact: true }).waitFor();
    const rows = await page
      .locator('[aria-label=新件] .row')
      .evaluateAll((found) => found.map((row) => row.getAttribute('data-row-key')));
    expect(rows).toEqual(['assignment-3', 'assignment-2', 'assignment-1']);
    expect(city.asked().at(-1)).toEqual({ after: null, withOpen: true });
    city.issue(1);
    await page.getByRole('button', { name: '有 1 条新件' }).click();
    await page.getByText('4 条', { exact: true }).waitFor();
    expect(misdeeds.violations).toEqual([]);
  });

  it('says that it is cut off, since when, and greys what it shows; then it is live again', async () => {
    await using visited = await visit('', { issued: 3, hasOwnClock: true });
    const { city, page } = visited;
    await page.getByText('3 条', { exact: true }).waitFor();
    city.admit(false);
    city.cut(1001);
    await page.locator('[data-phase=RECONNECTING]').waitFor();
    await page.clock.fastForward(31_000);
    await page.getByRole('button', { name: '立即重连' }).click();
    await page.getByText(/已断开，数据截至 \d\d:\d\d/).waitFor();
    expect(await page.locator('.panels').getAttribute('data-old')).toBe('true');
    await page.getByText('3 条', { exact: true }).waitFor();
    city.issue(1);
    city.admit(true);
    await page.getByRole('button', { name: '立即重连' }).click();
    await page.locator('[data-phase=LIVE]').waitFor();
    await page.getByRole('region', { name: '新件' }).hover();
    await page.getByRole('button', { name: '有 1 条新件' }).waitFor();
    expect(await page.locator('.panels').getAttribute('data-old')).toBe('false');
  });
});

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

describe('what an officer hears and sees of alerts', () => {
  it('R67 is silent until the sound is turned on, then the louder the worse, and coloured by level', async () => {
    await using visited = await visit('', { issued: 1 });
    const { city, page, misdeeds } = visited;
    await page.evaluate(LISTEN);
    await page.getByText('1 条', { exact: true }).waitFor();
    const alerts = page.locator('[aria-label=超期预警]');
    const show = async (count: number): Promise<void> => {
      await alerts.hover();
      await page.getByRole('button', { name: '有 1 条新预警' }).click();
      await alerts.getByText(`${count} 条`, { exact: true }).waitFor();
    };
    await alerts.hover();
    city.alert('OVERDUE');
    await show(1);
    expect(await tones(page)).toEqual([]);
    await page.getByRole('button', { name: '打开提示音' }).click();
    await page.getByRole('button', { name: '提示音已开' }).waitFor();
    expect(await tones(page)).toHaveLength(1);
    city.alert('DUE_SOON');
    await show(2);
    const mild = await tones(page);
    city.alert('CIRCULATED');
    await show(3);
    const grave = await tones(page);
    expect(mild).toHaveLength(1);
    expect(grave).toHaveLength(5);
    expect(Math.min(...grave)).toBeGreaterThan(Math.max(...mild));
    await page.getByRole('alert').getByText('新预警 1 条').waitFor({ state: 'attached' });
    const colours = await alerts
      .locator('.row .level')
      .evaluateAll((tags) => tags.map((tag) => getComputedStyle(tag).backgroundColor));
    expect(new Set(colours).size).toBe(3);
    await page.getByRole('button', { name: '提示音已开' }).click();
    city.alert('CIRCULATED');
    await show(4);
    expect(await tones(page)).toEqual([]);
    expect(misdeeds).toEqual(NONE);
  });

  it('R67 asks the city for just the units, the districts and the levels that are chosen', async () => {
    await using visited = await visit('', { issued: 1 });
    const { city, page } = visited;
    await page.getByText('1 条', { exact: true }).waitFor();
    const choose = async (select: string, option: string): Promise<void> => {
      await page.getByLabel(select).click();
      await page.keyboard.type(option);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
    };
    await choose('按区市县筛选', '岳池');
    await choose('按承办单位筛选', '住房');
    await page.getByLabel('预警起始级别').click();
    await page.getByTitle('二次催办及以上').click();
    await until('the last filter', () => city.alertsAsked().at(-1)?.minLevel === 'URGED_TWICE');
    expect(city.alertsAsked()).toEqual([
      { units: undefined, districts: undefined, minLevel: 'DUE_SOON' },
      { units: undefined, districts: ['district:511621'], minLevel: 'DUE_SOON' },
      { units: ['department:housing'], districts: ['district:511621'], minLevel: 'DUE_SOON' },
      { units: ['department:housing'], districts: ['district:511621'], minLevel: 'URGED_TWICE' },
    ]);
  });

  it('fills a screen on a wall, on which all that is new shows at once', async () => {
    await using visited = await visit('/wall', { issued: 2 });
    const { city, page, misdeeds } = visited;
    await page.setViewportSize({ width: 1920, height: 1080 });
    const panel = page.locator('.wall-panel');
    await panel.getByText('GA-2026-000002').waitFor();
    city.issue(1);
    city.alert('URGED_ONCE');
    await panel.getByText('GA-2026-000003').waitFor();
    await panel.locator('.level-urged-once').waitFor();
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollHeight - innerHeight',
    );
    expect(overflow).toBe(0);
    city.admit(false);
    city.cut(1001);
    await page.locator('[data-phase=RECONNECTING]').waitFor();
    await panel.getByText('GA-2026-000003').waitFor();
    await page.getByRole('link', { name: '退出大屏' }).click();
    await page.getByRole('heading', { name: '新件' }).waitFor();
    expect(misdeeds.violations).toEqual([]);
  });
});

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
