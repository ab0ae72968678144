import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { eventually } from '../../journeys/support/eventually.ts';
import type { AlertLevel } from '../../../clients/dashboard/generated/operations.ts';
import { launchBrowser, NONE, PHONE } from '../support/browser.ts';
import { buildPage } from '../support/built-pages.ts';
import { chooseByWords, chooseFromList, closeList } from './support/choices.ts';
import { reconnect } from './support/desk.ts';
import { visitLiveCity, type Visit, type VisitOptions } from './support/live-visit.ts';
import { LISTEN, tones } from './support/tones.ts';
import { measureWork } from './support/long-tasks.ts';
import { expectSmooth, FRAMES, SCROLL } from './support/scrolling.ts';

let browser: Browser;
beforeAll(async () => {
  await buildPage('dashboard');
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const visit = (path: string, options: VisitOptions): Promise<Visit> =>
  visitLiveCity(browser, path, options);

async function choose(page: Page, label: string, words: string): Promise<void> {
  await chooseByWords(page, { within: page, label }, words);
  await closeList(page);
}

/** One of the board's lists. */
const listOf = (page: Page, name: string): Locator => page.getByRole('region', { name });
const waitForCount = (list: Locator, count: number): Promise<void> =>
  list
    .locator('.count')
    .getByText(`${count.toLocaleString('zh-CN')} 条`, { exact: true })
    .waitFor();

describe('the board under load', () => {
  it('scrolls through 10,000 rows of which only those in sight exist', async () => {
    await using visited = await visit('', { issued: 10_000 });
    const { page, misdeeds } = visited;
    const list = listOf(page, '新件');
    await waitForCount(list, 10_000);
    expect(await list.locator('.row').count()).toBeLessThan(60);
    const work = await measureWork(page, async () => {
      expect(await page.evaluate<number>(SCROLL)).toBeGreaterThan(10_000);
    });
    expectSmooth(work, FRAMES);
    expect(misdeeds).toEqual(NONE);
  });

  it('takes 100 events a second without freezing, and shows each once', async () => {
    await using visited = await visit('', { issued: 100 });
    const { city, page } = visited;
    const list = listOf(page, '新件');
    await waitForCount(list, 100);
    await list.hover();
    let issued = 0;
    const issueTen = (): void => {
      city.issue(10);
      issued += 10;
    };
    issueTen();
    const timer = setInterval(issueTen, 100);
    const work = await measureWork(page, () => page.evaluate(SCROLL)).finally(() =>
      clearInterval(timer),
    );
    // The longer a busy machine takes to scroll, the more comes meanwhile.
    expectSmooth(work, FRAMES + issued / 10);
    await page.getByRole('button', { name: `有 ${issued} 条新件` }).click();
    await waitForCount(list, 100 + issued);
  });

  it('says so when its place is not kept any more, and begins anew with what is open', async () => {
    await using visited = await visit('', { issued: 3 });
    const { city, page, misdeeds } = visited;
    const list = listOf(page, '新件');
    await waitForCount(list, 3);
    await list.hover();
    city.refuseNext('CURSOR_EXPIRED', { startOver: '3' });
    city.cut(1001);
    await page.getByRole('alert').getByText('其间的消息已不能逐条补发').waitFor();
    await waitForCount(list, 3);
    await list.locator('.row').nth(2).waitFor();
    const rows = await list
      .locator('.row')
      .evaluateAll((found) => found.map((row) => row.getAttribute('data-row-key')));
    expect(rows).toEqual(['assignment-3', 'assignment-2', 'assignment-1']);
    expect(city.asked().at(-1)).toEqual({ after: null, withOpen: true });
    city.issue(1);
    await page.getByRole('button', { name: '有 1 条新件' }).click();
    await waitForCount(list, 4);
    expect(misdeeds.violations).toEqual([]);
  });

  it('says that it is cut off, since when, and greys what it shows; then it is live again', async () => {
    await using visited = await visit('', { issued: 3, hasOwnClock: true });
    const { city, page } = visited;
    const list = listOf(page, '新件');
    await waitForCount(list, 3);
    city.admit(false);
    city.cut(1001);
    await page.locator('[data-phase=RECONNECTING]').waitFor();
    await page.clock.fastForward(31_000);
    await page.getByRole('button', { name: '立即重连' }).click();
    await page.getByText(/已断开，数据截至 \d\d:\d\d/).waitFor();
    await page.locator('.panels[data-old=true]').waitFor();
    await waitForCount(list, 3);
    city.issue(1);
    await list.hover();
    city.admit(true);
    await reconnect(page);
    await page.getByRole('button', { name: '有 1 条新件' }).waitFor();
    await page.locator('.panels[data-old=false]').waitFor();
  });
});

describe('what an officer hears and sees of alerts', () => {
  it('R67 is silent until the sound is turned on, then the louder the worse, and coloured by level', async () => {
    await using visited = await visit('', { issued: 1 });
    const { city, page, misdeeds } = visited;
    await page.evaluate(LISTEN);
    await waitForCount(listOf(page, '新件'), 1);
    const alerts = listOf(page, '超期预警');
    await eventually(async () => city.alertsAsked().length > 0);
    const show = async (level: AlertLevel, count: number): Promise<void> => {
      await alerts.hover();
      city.alert(level);
      await page.getByRole('button', { name: '有 1 条新预警' }).click();
      await waitForCount(alerts, count);
    };
    await show('OVERDUE', 1);
    expect(await tones(page)).toEqual([]);
    await page.getByRole('button', { name: '打开提示音' }).click();
    await page.getByRole('button', { name: '提示音已开' }).waitFor();
    expect(await tones(page)).toHaveLength(1);
    await show('DUE_SOON', 2);
    const mild = await tones(page);
    await show('CIRCULATED', 3);
    const grave = await tones(page);
    expect(mild).toHaveLength(1);
    expect(grave).toHaveLength(5);
    expect(Math.min(...grave)).toBeGreaterThan(Math.max(...mild));
    await page.getByRole('alert').getByText('新预警 1 条').waitFor({ state: 'attached' });
    await alerts.locator('.row .level').nth(2).waitFor();
    const colours = await alerts
      .locator('.row .level')
      .evaluateAll((tags) => tags.map((tag) => getComputedStyle(tag).backgroundColor));
    expect(new Set(colours).size).toBe(3);
    await page.getByRole('button', { name: '提示音已开' }).click();
    await show('CIRCULATED', 4);
    expect(await tones(page)).toEqual([]);
    expect(misdeeds).toEqual(NONE);
  });

  it('R67 asks the city for just the units, the districts and the levels that are chosen', async () => {
    await using visited = await visit('', { issued: 1 });
    const { city, page } = visited;
    await waitForCount(listOf(page, '新件'), 1);
    await choose(page, '按区市县筛选', '岳池');
    await choose(page, '按承办单位筛选', '住房');
    await chooseFromList(page, { within: page, label: '预警起始级别' }, '二次催办及以上');
    await eventually(async () => city.alertsAsked().at(-1)?.minLevel === 'URGED_TWICE');
    expect(city.alertsAsked()).toEqual([
      { units: undefined, districts: undefined, minLevel: 'DUE_SOON' },
      { units: undefined, districts: ['district:511621'], minLevel: 'DUE_SOON' },
      { units: ['department:housing'], districts: ['district:511621'], minLevel: 'DUE_SOON' },
      { units: ['department:housing'], districts: ['district:511621'], minLevel: 'URGED_TWICE' },
    ]);
  });

  it('R17 has what petitioners say come live, each once, and leave when a unit has answered', async () => {
    await using visited = await visit('', { issued: 1, said: [7] });
    const { city, page, misdeeds } = visited;
    const messages = listOf(page, '群众留言');
    await messages.getByText('GA-2026-000007').waitFor();
    await messages.hover();
    city.say(8);
    await page.getByRole('status').getByText('新留言 1 条').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: '有 1 条新留言' }).click();
    await waitForCount(messages, 2);
    city.say(-7);
    await messages.getByText('GA-2026-000007').waitFor({ state: 'detached' });
    await messages.locator('.row').getByText('留言', { exact: true }).waitFor();
    await messages.hover();
    city.cut(1001);
    city.say(9);
    await page.getByRole('button', { name: '有 1 条新留言' }).click();
    await messages.getByText('GA-2026-000009').waitFor();
    await waitForCount(messages, 2);
    expect(misdeeds.violations).toEqual([]);
  });

  it('R17 has a message leave the board of a unit for which another unit answered', async () => {
    await using visited = await visit('', { issued: 1, said: [7] });
    const { city, filters, page, misdeeds } = visited;
    const messages = listOf(page, '群众留言');
    await choose(page, '按承办单位筛选', '住房');
    await eventually(async () =>
      filters.some(({ units, hasUnansweredMessage }) => units && hasUnansweredMessage),
    );
    await messages.getByText('GA-2026-000007').waitFor();
    city.say(-7);
    await messages.getByText('没有待回复的留言').waitFor();
    expect(misdeeds).toEqual(NONE);
  });

  it.each(['', '/worklist', '/wall'])('is no wider than a phone at %s', async (path) => {
    await using visited = await visit(path, { issued: 2, cases: 2, said: [7] });
    const { city, page } = visited;
    await page.setViewportSize(PHONE);
    city.alert('URGED_ONCE');
    await page.getByText('GA-2026-000002').first().waitFor();
    await page.waitForFunction(
      (width) => document.documentElement.scrollWidth === width,
      PHONE.width,
    );
  });

  it.each(['', '/worklist'])('scrolls no list sideways on a phone at %s', async (path) => {
    await using visited = await visit(path, { issued: 2, cases: 2 });
    const { page } = visited;
    await page.setViewportSize(PHONE);
    const row = page.locator('.row', { hasText: 'GA-2026-000002' });
    await row.locator('.row-facts').waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.row')].every(
        (each) => each.getBoundingClientRect().right <= innerWidth,
      ),
    );
    for (const said of path ? ['剩', '办理中', '2026-03-02'] : ['待签收', '转送'])
      await row.getByText(said).waitFor();
  });

  it('fills a screen on a wall, on which all that is new shows at once', async () => {
    await using visited = await visit('/wall', { issued: 2 });
    const { city, page, misdeeds } = visited;
    await page.setViewportSize({ width: 1920, height: 1080 });
    const panel = page.locator('.wall-panel');
    await panel.getByText('GA-2026-000002').waitFor();
    await eventually(async () => city.alertsAsked().length > 0);
    city.issue(1);
    city.alert('URGED_ONCE');
    await panel.getByText('GA-2026-000003').waitFor();
    await panel.locator('.level-urged-once').waitFor();
    await page.waitForFunction(() => document.documentElement.scrollHeight === innerHeight);
    city.admit(false);
    city.cut(1001);
    await page.locator('[data-phase=RECONNECTING]').waitFor();
    await panel.getByText('GA-2026-000003').waitFor();
    await page.getByRole('link', { name: '退出大屏' }).click();
    await page.getByRole('heading', { name: '新件' }).waitFor();
    expect(misdeeds.violations).toEqual([]);
  });
});
