import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { CityHere } from '../../journeys/support/city.ts';
import { lookAt, openPage, PHONE } from '../support/browser.ts';
import { arriveAt, pressOn, writeByKeyboard } from './keyboard.ts';
import { giveName, goToContent, writeContent } from './letter-steps.ts';
import { expectCopied, expectPrinted } from './paper.ts';
import {
  goOn,
  send,
  setOffline,
  startPortalWorld,
  waitForMailboxes,
  waitForState,
  type PortalWorld,
} from './portal-world.ts';

let world: PortalWorld;
let city: CityHere;
beforeAll(async () => {
  world = await startPortalWorld();
  city = world.city;
});
afterAll(async () => world[Symbol.asyncDispose]());

const LETTER = {
  title: '建设路路灯不亮',
  content: '建设路南段的路灯已经坏了两周，晚上出行不便，希望尽快维修。',
  place: '广安区建设路南段',
};

/** From the choice of a mailbox to the page before the last. */
async function writeLetter(page: Page): Promise<void> {
  await goToContent(page, '市长信箱');
  await writeContent(page, LETTER.title, LETTER.content, LETTER.place);
  await goOn(page);
  await page.getByLabel('多人联名').check();
  await page.getByLabel('联名人姓名').fill('王小红\n张建国');
  await goOn(page);
  await giveName(page);
  await page.getByRole('heading', { name: '请核对后提交' }).waitFor();
}

async function signInFromCheck(page: Page): Promise<void> {
  await page.getByRole('button', { name: '登录后提交' }).click();
  await page.getByRole('link', { name: '李某 (市民)' }).click();
  await page.getByRole('button', { name: '确认提交' }).waitFor();
}

/** How many letters the signed-in citizen has at the mayor's mailbox. */
async function countLetters(): Promise<number> {
  const citizen = await city.as('citizen-li');
  const { myMayorPetitions } = await citizen.ask(
    '{ myMayorPetitions(first: 100) { edges { cursor } } }',
  );
  return myMayorPetitions.edges.length;
}

describe('the portal', () => {
  it('R16 R17 R27 R37 takes a letter, shows its way live until it is answered, and has it rated', async () => {
    await using visitor = await world.visit();
    const { page, misdeeds } = visitor;
    await waitForMailboxes(page);
    expect(await lookAt(page, 'portal-home')).toEqual([]);

    await writeLetter(page);
    expect(await lookAt(page, 'portal-check')).toEqual([]);
    await signInFromCheck(page);
    const code = await send(page);
    expect(code).toMatch(/^(\w{4,5}-){2,3}\w{4,5}$/);
    expect(await lookAt(page, 'portal-sent')).toEqual([]);
    await expectCopied(page, code);
    await expectPrinted(page, code);

    await page.getByRole('button', { name: '查看进度' }).click();
    await waitForState(page, '已登记，等待受理');
    await page.getByText('实时更新中').waitFor();

    const id = await world.caseOf(code);
    const bureau = await city.as('city-bureau');
    await bureau.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', { id });
    const { issueReferral } = await bureau.ask(
      'mutation ($id: ID!) { issueReferral(caseId: $id, unit: "department:housing") { assignment { id } } }',
      { id },
    );
    await waitForState(page, '承办单位正在办理');
    await page.getByText('这个日子是怎么算出来的').click();
    await page.locator('.steps li').first().waitFor();
    expect(await lookAt(page, 'portal-progress')).toEqual([]);

    const housing = await city.as('department-housing');
    await housing.ask(
      'mutation ($id: ID!) { receiveAssignment(assignmentId: $id) { assignment { id } } }',
      { id: issueReferral.assignment.id },
    );
    await page.locator('.timeline').getByText('承办单位已签收').waitFor();
    await housing.ask(
      'mutation ($id: ID!, $content: String!) { replyToPetitioner(caseId: $id, content: $content) { reply { id } } }',
      { id, content: '您好！建设路南段路灯已于今日修复，感谢您的反映。' },
    );
    await page.locator('.reply').getByText('已于今日修复').waitFor();
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
    await page.getByLabel('非常满意').check();
    expect(await lookAt(page, 'portal-answered')).toEqual([]);
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByText('已收到您的评价').waitFor();
    expect(misdeeds).toEqual({ outside: [], violations: [], crashes: [] });
  });

  it('keeps what was typed through a reload and a sign-in, and takes nothing twice', async () => {
    await using visitor = await world.visit();
    const { page, misdeeds } = visitor;
    await writeLetter(page);
    await page.reload();
    await page.getByText(LETTER.content).waitFor();
    await signInFromCheck(page);
    await page.getByText('王小红、张建国').waitFor();

    // The answer to the first try is lost on the way; the letter has arrived.
    let posts = 0;
    await page.route('**/graphql', async (route) => {
      if (!(route.request().postData() ?? '').includes('submitMayorPetition')) {
        await route.fallback();
        return;
      }
      posts += 1;
      const response = await route.fetch();
      if (posts === 1) await route.abort();
      else await route.fulfill({ response });
    });
    const before = await countLetters();
    await page.getByRole('button', { name: '确认提交' }).click();
    await page.getByText('没有收到服务器的回执').waitFor();
    expect(await lookAt(page, 'portal-uncertain')).toEqual([]);
    const code = await send(page);
    expect(posts).toBe(2);
    expect(await countLetters()).toBe(before + 1);

    await page.reload();
    expect(await page.locator('.code').innerText()).toBe(code);
    await page.goto(`${visitor.url}/write/check`);
    await page.getByRole('heading', { name: '写给谁' }).waitFor();
    expect(await page.getByText('没写完的信').count()).toBe(0);
    expect(misdeeds).toEqual({ outside: [], violations: [], crashes: [] });
  });

  it('says what is to be mended, above and at the field, and leads there by keyboard alone', async () => {
    await using visitor = await world.visit();
    const { page } = visitor;
    await waitForMailboxes(page);
    await page.getByRole('searchbox').fill('住房');
    await page.getByRole('button', { name: '市住房和城乡建设局' }).focus();
    await page.keyboard.press('Enter');
    await arriveAt(page, '写信须知');
    await page.getByLabel('我已阅读并同意').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await arriveAt(page, '您要反映什么');
    await page.getByLabel('咨询').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await arriveAt(page, '请写下您的事情');
    await goOn(page);
    const summary = page.getByRole('alert');
    await summary.getByText('请填写标题').waitFor();
    await summary.and(page.locator(':focus')).waitFor();
    expect(await page.title()).toMatch(/^错误：/);
    expect(await page.locator('#title-fault').innerText()).toContain('请填写标题');
    expect(await lookAt(page, 'portal-faults')).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type('𠮷'.repeat(101));
    await page.getByText('101 / 100 字').waitFor();
    await goOn(page);
    await summary.getByText('现在是 101 字').waitFor();
  });

  it('R16 takes a letter from somebody who has nothing but a keyboard', async () => {
    await using visitor = await world.visit();
    const { page } = visitor;
    await waitForMailboxes(page);
    await writeByKeyboard(page, { ...LETTER, name: '李晓明', phone: '13800000000' });
    await pressOn(page, '登录后提交');
    await page.getByRole('link', { name: '王某 (市民)' }).waitFor();
    await pressOn(page, '王某');
    await page.getByRole('button', { name: '确认提交' }).waitFor();
    await arriveAt(page, '请核对后提交');
    await pressOn(page, '确认提交');
    await arriveAt(page, '来信已经收到');
    await pressOn(page, '查看进度');
    await arriveAt(page, '来信进度');
    await waitForState(page, '已登记，等待受理');
    await pressOn(page, '我的信件');
    await arriveAt(page, '我的信件');
  });

  it('says what it is waiting for, and stands still for whoever asks for less motion', async () => {
    await using visitor = await world.visit();
    const { page } = visitor;
    const motion = () =>
      page
        .locator('.spinner')
        .first()
        .evaluate((sign) => getComputedStyle(sign).animationName);
    const held = Promise.withResolvers<undefined>();
    await page.route('**/graphql', async (route) => {
      await held.promise;
      await route.fallback();
    });
    await page.goto(visitor.url);
    await page.getByText('正在读取市领导').waitFor();
    expect(await motion()).toBe('none');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await motion()).toBe('turn');
    expect(await lookAt(page, 'portal-loading')).toEqual([]);
    held.resolve(undefined);
    await waitForMailboxes(page);
  });

  it('R17 tells an unknown code from a service that does not answer, and says when the line is gone', async () => {
    await using visitor = await world.visit('/progress');
    const { page } = visitor;
    await page.getByLabel('查询码').fill('abcd');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByRole('alert').getByText('现在是 4 位').waitFor();
    await page.getByLabel('查询码').fill('aaaa bbbb cccc dddd');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('没有找到这个查询码').waitFor();
    expect(page.url()).not.toContain('aaaa');
    expect(await lookAt(page, 'portal-unknown')).toEqual([]);
    await setOffline(page, true);
    await page.getByRole('button', { name: '再查一次' }).click();
    await page.getByText('没有连上服务器').waitFor();
    expect(await lookAt(page, 'portal-offline')).toEqual([]);
    await setOffline(page, false);
    await page.getByRole('button', { name: '再试一次' }).click();
    await page.getByText('没有找到这个查询码').waitFor();
  });

  it('R10 R71 shows what anybody may read', async () => {
    await using visitor = await world.visit('/open');
    const { page } = visitor;
    await page.getByText('还没有公开的答复').waitFor();
    await page.getByRole('searchbox').fill('路灯');
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByText('没有找到与“路灯”有关的答复').waitFor();
    await page.getByText('本月还没有公布典型事例').waitFor();
    await page.getByText('这个季度没有收到来信').waitFor();
    expect(await lookAt(page, 'portal-open')).toEqual([]);
  });

  it('has larger text and high contrast, kept for the next visit', async () => {
    await using visitor = await world.visit();
    const { page } = visitor;
    const sizeOf = () => page.evaluate(() => getComputedStyle(document.body).fontSize);
    expect(await sizeOf()).toBe('17px');
    await page.getByRole('button', { name: '大字' }).click();
    await page.getByRole('button', { name: '高对比' }).click();
    await page.reload();
    await page.locator('html[data-text=large][data-contrast=high]').waitFor();
    await waitForMailboxes(page);
    expect(await sizeOf()).toBe('23px');
    expect(await lookAt(page, 'portal-large')).toEqual([]);
  });

  it('loads less than 120 kB on a first visit, and the other pages ahead of need', async () => {
    const page = await openPage(world.browser, PHONE);
    await using _closed = { [Symbol.asyncDispose]: () => page.context().close() };
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.enable');
    let bytes = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    const later = page.waitForResponse((file) => file.url().includes('writing-pages'));
    await page.goto(`${city.stack.url('gateway')}/portal`);
    await waitForMailboxes(page);
    await page.keyboard.press('Tab');
    await later;
    await page.waitForLoadState('networkidle');
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(120_000);
  });
});
