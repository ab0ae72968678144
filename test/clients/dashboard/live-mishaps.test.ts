import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { describeDue } from '../../../clients/dashboard/page/due.ts';
import { eventually } from '../../journeys/support/eventually.ts';
import { launchBrowser, NONE } from '../support/browser.ts';
import { buildPage } from '../support/built-pages.ts';
import { visitLiveCity, type Visit, type VisitOptions } from './support/live-visit.ts';

let browser: Browser;
beforeAll(async () => {
  await buildPage('dashboard');
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const HOUR_MS = 3_600_000;

const visit = (path: string, options: VisitOptions): Promise<Visit> =>
  visitLiveCity(browser, path, options);
const listOf = (page: Page, name: string): Locator => page.getByRole('region', { name });

describe('the dashboard, where something goes wrong,', () => {
  it('asks for what is open until it is told, rather than saying that nothing is', async () => {
    let fails = 2;
    await using visited = await visit('', {
      said: [7],
      beforeAnswer: ({ hasUnansweredMessage }) => {
        if (hasUnansweredMessage && (fails -= 1) >= 0) throw new Error('away for a moment');
        return undefined;
      },
    });
    const { page, misdeeds } = visited;
    await listOf(page, '群众留言').getByText('GA-2026-000007').waitFor();
    expect(misdeeds).toEqual(NONE);
  });

  it('R17 does not show a message as open that was answered while the list of them was on its way', async () => {
    const gate = Promise.withResolvers<null>();
    await using visited = await visit('', {
      said: [7, 5],
      beforeAnswer: ({ hasUnansweredMessage }, city) => {
        if (!hasUnansweredMessage) return undefined;
        city.say(-7);
        city.say(9);
        return gate.promise;
      },
    });
    const messages = listOf(visited.page, '群众留言');
    // It shows by itself where nobody touches the page for long.
    const news = messages.getByText('有 1 条新留言').or(messages.getByText('GA-2026-000009'));
    await news.first().waitFor();
    gate.resolve(null);
    await messages.getByText('GA-2026-000005').waitFor();
    expect(await messages.getByText('GA-2026-000007').count()).toBe(0);
  });

  it('R67 takes for new what is new, though the clock of the desk is an hour ahead', async () => {
    await using visited = await visit('', { issued: 1, aheadMs: HOUR_MS });
    const { city, filters, page } = visited;
    const assignments = listOf(page, '新件');
    await assignments.getByText('GA-2026-000001').waitFor();
    await eventually(async () => filters.length > 0);
    // Under the pointer nothing shows by itself.
    await assignments.hover();
    city.issue(1);
    await assignments.getByText('有 1 条新件').waitFor();
    expect(await assignments.getByText('GA-2026-000002').count()).toBe(0);
  });

  it('goes on where the device is full', async () => {
    await using visited = await visit('', { issued: 1 });
    const { city, page, misdeeds } = visited;
    await page.evaluate(() => {
      const value = (): never => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      Object.defineProperty(Storage.prototype, 'setItem', { value });
    });
    const assignments = listOf(page, '新件');
    await assignments.getByText('GA-2026-000001').waitFor();
    await assignments.hover();
    city.issue(1);
    await assignments.getByText('有 1 条新件').waitFor();
    expect(misdeeds).toEqual(NONE);
  });

  it('shows no rows of another list where the one that is wanted cannot be had', async () => {
    await using visited = await visit('/worklist', {
      cases: 3,
      beforeAnswer: ({ isOverdue }) => {
        if (isOverdue) throw new Error('away');
        return undefined;
      },
    });
    const { page } = visited;
    await page.getByText('共 3 件').waitFor();
    await page.getByText('已超期', { exact: true }).click();
    await page.getByRole('alert').getByText('操作没有成功').waitFor();
    expect(await page.locator('.row').count()).toBe(0);
    expect(await page.getByText('共 3 件').count()).toBe(0);
  });

  it('says why a form cannot be had', async () => {
    await using visited = await visit('/statistics', {});
    const { page, misdeeds } = visited;
    await page.getByRole('button', { name: '导出分单位报表' }).click();
    await page.locator('.ant-message').getByText('操作没有成功').waitFor();
    expect(misdeeds).toEqual(NONE);
  });

  it('says so when nobody can sign in for now, and leads back to what was asked for', async () => {
    await using visited = await visit('', {});
    const { city, page, misdeeds } = visited;
    city.cut(4403);
    await page.getByText('登录已过期').waitFor();
    await page.getByRole('button', { name: '重新登录' }).click();
    await page.getByText('登录服务暂时没有响应').waitFor();
    expect(misdeeds).toEqual(NONE);

    const settings = { authorizationEndpoint: `${city.url}/issuer`, clientId: 'page' };
    await page.route('**/sign-in/settings', (route) => route.fulfill({ json: settings }));
    await page.addInitScript(() => sessionStorage.removeItem('petition.session'));
    await page.goto(`${city.url}/dashboard/worklist?scope=OVERDUE`);
    await page.getByRole('button', { name: '登录' }).click();
    await page.waitForURL('**/issuer?**');
    const pending = await page.evaluate(() => sessionStorage.getItem('petition.sign-in'));
    expect(JSON.parse(pending ?? '')).toMatchObject({
      returnTo: '/dashboard/worklist?scope=OVERDUE',
    });
  });

  it('R53 says that today is the last day, however long ago the board was told of the limit', () => {
    const limit = { dueOn: '2026-04-01', dueAt: '2026-04-01T16:00:00Z', workingDaysLeft: 2 };
    const at = (instant: string) => describeDue(limit, Date.parse(instant)).urgency;
    expect(at('2026-03-30T01:00:00Z')).toBe('SOON');
    expect(at('2026-03-31T15:59:00Z')).toBe('SOON');
    expect(at('2026-03-31T16:00:00Z')).toBe('TODAY');
    expect(at('2026-04-01T16:00:00Z')).toBe('OVERDUE');
  });
});
