import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startCityHere, type CityHere } from '../../journeys/support/city.ts';
import { axeFindings, DESKTOP, launchBrowser, NONE } from '../support/browser.ts';
import { buildPage } from '../support/built-pages.ts';
import { chooseByWords, chooseFromList, closeList, waitForNoList } from './support/choices.ts';
import { act, expectActs, openDesk, type Desk } from './support/desk.ts';
import { acceptedCases, refer, seedYear } from './support/seed-city.ts';

const OUTPUT = 'coverage/screenshots';

let city: CityHere;
let browser: Browser;
beforeAll(async () => {
  await buildPage('dashboard');
  [city, browser] = await Promise.all([
    startCityHere({ RATE_ACTOR: 'off', RATE_ADDRESS: 'off' }),
    launchBrowser(),
  ]);
  await seedYear(city);
});
afterAll(async () => {
  await browser.close();
  await city[Symbol.asyncDispose]();
});

const signIn = (label: string): Promise<Desk> => openDesk(browser, city, label);

const picture = (page: Page, name: string): Promise<unknown> =>
  page.screenshot({ path: `${OUTPUT}/dashboard-${name}.png` });

describe('the dashboard', () => {
  it('shows an assignment as it is issued, without a row that jumps', async () => {
    await using desk = await signIn('市信访局经办人');
    const { page, misdeeds } = desk;
    await page.getByRole('heading', { name: '新件' }).waitFor();
    await page.locator('.level').first().waitFor();
    const list = page.getByRole('region', { name: '新件' });
    await list.hover();
    const cases = await acceptedCases(city, 8, 10_000);
    await refer(city, cases.slice(0, 6));
    await page.getByRole('button', { name: '有 6 条新件' }).click();
    await list.locator('.row').nth(5).waitFor();
    await refer(city, cases.slice(6));
    await page.getByRole('button', { name: '有 2 条新件' }).waitFor();
    expect(await list.locator('.row').count()).toBe(6);
    await page.getByRole('button', { name: '打开提示音' }).click();
    await page.getByRole('button', { name: '提示音已开' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await picture(page, 'board');
    await chooseByWords(page, { within: page, label: '按承办单位筛选' }, '岳池');
    await closeList(page);
    await list.getByText('3 条', { exact: true }).waitFor();
    await list.locator('.row').nth(2).waitFor();
    const units = await list.locator('.unit').allInnerTexts();
    expect(units.map((text) => text.slice(0, 3))).toEqual(['岳池县', '岳池县', '岳池县']);
    expect(misdeeds).toEqual(NONE);
  });

  it('lists what is to be done by how little time is left, and its figures lead to their cases', async () => {
    await using desk = await signIn('市信访局经办人');
    const { page, misdeeds } = desk;
    await desk.open('/worklist');
    await page.locator('.due').first().waitFor();
    await picture(page, 'worklist');
    expect(await axeFindings(page)).toEqual([]);
    await desk.open('/statistics');
    await page.locator('canvas').first().waitFor();
    await page.locator('.tile').first().waitFor();
    await page.getByText('群众满意度').waitFor();
    await page.waitForLoadState('networkidle');
    await picture(page, 'statistics');
    await page.setViewportSize({ ...DESKTOP, height: 2_400 });
    await picture(page, 'statistics-all');
    expect(misdeeds).toEqual(NONE);
  });

  it('offers just the acts that the server allows, and does them by forms', async () => {
    const [id] = await acceptedCases(city, 1, 20_000);
    await using desk = await signIn('市信访局经办人');
    const { page, misdeeds } = desk;
    await desk.open(`/cases/${id!}`);
    await page.getByRole('button', { name: '转送' }).waitFor();
    await expectActs(page, await city.as('city-bureau'), id!);
    await picture(page, 'case');
    await page.locator('[data-act=ISSUE_REFERRAL]').press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('[data-act=ISSUE_REFERRAL]:focus').waitFor();
    await act(page, '转送', async (form) => {
      await chooseByWords(page, { within: form, label: '承办单位' }, '岳池');
      await waitForNoList(page);
      await picture(page, 'form');
    });
    await page.locator('.assignment').getByText('岳池县').waitFor();
    expect(misdeeds).toEqual(NONE);
  });

  it('R55 R62 takes a matter from the bureau to the unit and back by the forms alone', async () => {
    const [id] = await acceptedCases(city, 1, 25_000);
    const bureau = await city.as('city-bureau');
    await bureau.ask(
      'mutation ($id: ID!) { issueReferral(caseId: $id, unit: "department:housing") { assignment { id } } }',
      { id },
    );
    await using desk = await signIn('市住房和城乡建设局经办人');
    const { page, misdeeds } = desk;
    await desk.open(`/cases/${id!}`);
    await act(page, '签收');
    // The buttons move when they are others.
    await expectActs(page, await city.as('department-housing'), id!);
    await act(page, '答复信访人', async (form) => {
      await form.getByRole('button', { name: '确认答复信访人' }).click();
      const fault = form.getByText('请填写“答复内容”');
      await fault.waitFor();
      await form.getByLabel('答复内容').fill('路灯已经修复，感谢您的监督。');
      await fault.waitFor({ state: 'detached' });
      await chooseFromList(page, { within: form, label: '公开范围' }, '不公开');
    });
    await page.locator('.reply').getByText('路灯已经修复').waitFor();
    await expectActs(page, await city.as('department-housing'), id!);
    // Another's act shows without a reload.
    await bureau.ask(
      'mutation ($id: ID!) { recordContact(caseId: $id, channel: PHONE, note: "已电话告知") { case { id } } }',
      { id },
    );
    await page.getByText('沟通告知').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await picture(page, 'answered');
    expect(misdeeds).toEqual(NONE);
  });

  it('fills a screen on a wall', async () => {
    await using desk = await signIn('市信访局经办人');
    const { page, misdeeds } = desk;
    await page.setViewportSize({ width: 1920, height: 1080 });
    await desk.open('/wall');
    await page.locator('.wall-figures').waitFor();
    await page.locator('.wall .level').first().waitFor();
    await page.waitForLoadState('networkidle');
    await picture(page, 'wall');
    expect(misdeeds).toEqual(NONE);
  });
});
