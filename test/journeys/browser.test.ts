import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { CLOSE_CODES } from '../../gateway/subscriptions/websocket/close-codes.ts';
import { acceptedCases, refer } from '../clients/dashboard/support/seed-city.ts';
import {
  chooseByWords,
  chooseFromList,
  waitForNoList,
} from '../clients/dashboard/support/choices.ts';
import {
  act,
  expectActs,
  openDesk,
  reconnect,
  rowKeys,
} from '../clients/dashboard/support/desk.ts';
import { openCuttableProxy } from '../clients/portal/cuttable-proxy.ts';
import { giveName, goToContent, writeContent } from '../clients/portal/letter-steps.ts';
import { goOn, send, waitForMailboxes } from '../clients/portal/portal-world.ts';
import {
  launchBrowser,
  NONE,
  openAlbum,
  openPage,
  PHONE,
  watchPage,
} from '../clients/support/browser.ts';
import { buildPage } from '../clients/support/built-pages.ts';
import { startCityHere, type CityHere } from './support/city.ts';
import { eventually } from './support/eventually.ts';
import { caseOf, LETTER, submitToMayor } from './support/letters.ts';

/** Of the pages' tokens, in s: so many are handed over that the first has ended. */
const [TOKEN_S, RENEWALS] = [36, 3];
const TITLE = '建设路路灯不亮';
const CONTENT = '建设路南段的路灯已经坏了两周，晚上出行不便，希望尽快维修。';
const ANSWER = '您好！建设路南段路灯已于今日修复，感谢您的反映。';

const UNLIMITED = { RATE_ACTOR: 'off', RATE_ADDRESS: 'off' };

let city: CityHere;
let browser: Browser;
beforeAll(async () => {
  await Promise.all([buildPage('portal'), buildPage('dashboard')]);
  [city, browser] = await Promise.all([startCityHere(UNLIMITED), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await city[Symbol.asyncDispose]();
});

async function openPortal({ stack }: CityHere) {
  const origin = stack.url('gateway');
  const page = await openPage(browser, PHONE);
  const misdeeds = watchPage(page, [origin, stack.url('dev-issuer')]);
  await page.goto(`${origin}/portal`);
  return { page, misdeeds, [Symbol.asyncDispose]: () => page.context().close() };
}

/** From the choice of a mailbox to the last check. */
async function writeToMayor(page: Page): Promise<void> {
  await goToContent(page, '市长信箱');
  await writeContent(page, TITLE, CONTENT, '岳池县建设路南段');
  await goOn(page);
  await page.getByLabel('我自己').check();
  await goOn(page);
  await giveName(page);
  await page.getByRole('button', { name: '登录后提交' }).click();
  await page.getByRole('link', { name: '李某 (市民)' }).click();
}

/** The id of the case that a page is of. */
const shownCase = (page: Page): string =>
  decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');

describe('in a browser', () => {
  it('R17 R27 R37 R53 R55 a letter goes from a citizen over the bureau and a district to its answer and a rating', async () => {
    const album = await openAlbum('journey');
    await using brief = await startCityHere({
      ...UNLIMITED,
      DEV_ISSUER_TOKEN_S: String(TOKEN_S),
    });
    await using bureau = await openDesk(browser, brief, '市信访局经办人');
    await bureau.page.getByRole('link', { name: '待办清单' }).click();
    await bureau.page.getByTitle('待受理').click();
    await bureau.page.getByText('没有符合条件的办件').waitFor();
    await using district = await openDesk(browser, brief, '岳池县信访局经办人');
    await district.page.getByText('暂无派发的办件').waitFor();
    await district.page.getByRole('region', { name: '新件' }).hover();

    await using citizen = await openPortal(brief);
    await waitForMailboxes(citizen.page);
    await album.add(citizen.page, '1-portal-home');
    await writeToMayor(citizen.page);
    await citizen.page.getByRole('button', { name: '确认提交' }).waitFor();
    await album.add(citizen.page, '2-portal-check');
    expect(await send(citizen.page)).toMatch(/^(\w{4,5}-){2,3}\w{4,5}$/);
    await album.add(citizen.page, '3-portal-code');
    await citizen.page.getByRole('button', { name: '查看进度' }).click();
    await citizen.page.getByText('实时更新中').waitFor();

    await bureau.page.getByRole('link', { name: TITLE }).waitFor();
    await album.add(bureau.page, '4-bureau-arrived');
    await bureau.page.getByRole('link', { name: TITLE }).click();
    await bureau.page.getByRole('button', { name: '受理', exact: true }).waitFor();
    const id = shownCase(bureau.page);
    await expectActs(bureau.page, await brief.as('city-bureau'), id);
    await album.add(bureau.page, '5-bureau-case');
    await act(bureau.page, '受理');
    await bureau.page.getByRole('button', { name: '转送' }).waitFor();
    await expectActs(bureau.page, await brief.as('city-bureau'), id);
    await act(bureau.page, '转送', async (form) => {
      await chooseByWords(bureau.page, { within: form, label: '承办单位' }, '岳池');
      await waitForNoList(bureau.page);
      await album.add(bureau.page, '6-bureau-refers');
    });
    await bureau.page.locator('.assignment').getByText('岳池县').waitFor();

    await district.page.getByRole('button', { name: '有 1 条新件' }).click();
    await album.add(district.page, '7-district-board');
    await district.page.getByRole('link', { name: TITLE }).click();
    await district.page.getByRole('button', { name: '签收' }).waitFor();
    await expectActs(district.page, await brief.as('district-yuechi'), id);
    await act(district.page, '签收');
    await expectActs(district.page, await brief.as('district-yuechi'), id);
    await citizen.page.locator('.timeline').getByText('承办单位已签收').waitFor();
    await album.add(citizen.page, '8-portal-progress');
    await act(district.page, '答复信访人', async (form) => {
      await form.getByLabel('答复内容').fill(ANSWER);
      await chooseFromList(district.page, { within: form, label: '公开范围' }, '不公开');
      await album.add(district.page, '9-district-answers');
    });
    await district.page.locator('.reply').getByText(ANSWER).waitFor();

    await citizen.page.locator('.reply').getByText(ANSWER).waitFor();
    await album.add(citizen.page, '10-portal-answered');
    await citizen.page.getByLabel('非常满意').check();
    await citizen.page.getByRole('button', { name: '提交评价' }).click();
    await citizen.page.getByText('已收到您的评价').waitFor();
    await album.add(citizen.page, '11-portal-rated');
    await bureau.page.getByText('非常满意').waitFor();
    await album.add(bureau.page, '12-bureau-rated');

    // The first tokens have ended meanwhile, and no line with them.
    for (const { line, closeCodes } of [bureau, district]) {
      await eventually(async () => line.renewals >= RENEWALS);
      expect(await closeCodes()).not.toContain(CLOSE_CODES.tokenExpires.code);
    }
    for (const { misdeeds } of [citizen, bureau, district]) expect(misdeeds).toEqual(NONE);
    console.log(`Screenshots of the journey: ${album.folder}`);
  });

  it('R53 says in words, and by its code, why an act is refused that somebody else has done meanwhile', async () => {
    const citizen = await city.as('citizen-wang');
    const officer = await city.as('city-bureau');
    const { petitionId } = await submitToMayor(citizen, { ...LETTER, title: '公园长椅破损' });
    const id = await caseOf(officer, petitionId);
    await using desk = await openDesk(browser, city, '市信访局经办人');
    const { page } = desk;
    await desk.open(`/cases/${id}`);
    await page.getByRole('button', { name: '受理', exact: true }).click();
    await officer.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', { id });
    await page.locator('.case-head').getByText('已受理', { exact: true }).waitFor();
    await page.getByRole('button', { name: '确认受理' }).click();
    await page.getByRole('alert').getByText('ILLEGAL_MOVE').waitFor();
    await page.getByRole('alert').getByText('此项操作现在不能进行').waitFor();
    await page.getByRole('button', { name: '取消' }).click();
    await expectActs(page, officer, id);
    expect(desk.misdeeds).toEqual(NONE);
  });

  it('R67 shows 200 events that came while the network was cut, each once and in order', async () => {
    const cases = await acceptedCases(city, 200, 30_000);
    await using proxy = await openCuttableProxy(city.stack.url('gateway'));
    await using desk = await openDesk(browser, city, '市信访局经办人', proxy.url);
    const { page, misdeeds } = desk;
    await using told = await city.listen(
      'city-bureau',
      'subscription ($after: String) { assignmentIssued(after: $after) { assignment { id } } }',
    );
    const list = page.getByRole('region', { name: '新件' });
    await list.hover();
    // what is open has come
    await page.waitForLoadState('networkidle');
    proxy.cut();
    await page.locator('[data-phase=RECONNECTING]').waitFor();
    await refer(city, cases);
    const issued: string[] = [];
    while (issued.length < 200)
      issued.push((await told.next()).assignmentIssued.assignment.id as string);
    proxy.mend();
    await reconnect(page);
    await page.getByRole('button', { name: '有 200 条新件' }).click();
    expect((await rowKeys(page, 200)).toReversed()).toEqual(issued);
    await page.reload();
    await page.locator('[data-phase=LIVE]').waitFor();
    await list.locator('.row').first().waitFor();
    expect(await page.getByRole('button', { name: /有 \d+ 条新件/ }).count()).toBe(0);
    expect(misdeeds).toEqual(NONE);
  });
});
