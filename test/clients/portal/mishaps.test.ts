import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { NONE } from '../support/browser.ts';
import { giveName, goToContent, writeContent } from './letter-steps.ts';
import { PNG } from './own-letters.ts';
import {
  chooseMailbox,
  goOn,
  send,
  signInAs,
  startPortalWorld,
  waitForMailboxes,
  type PortalWorld,
} from './portal-world.ts';

let world: PortalWorld;
beforeAll(async () => {
  world = await startPortalWorld();
});
afterAll(async () => world[Symbol.asyncDispose]());

const GRAPHQL = '**/graphql';

async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await signInAs(page, '李某 (市民)');
}

async function writeTheRest(page: Page, title: string): Promise<void> {
  await writeContent(page, title, '已经两周了。');
  await goOn(page);
  await page.getByLabel('我自己').check();
  await goOn(page);
  await giveName(page);
}

/** Holds what goes out by an address, and by a word in it, until it is let go. */
async function hold(page: Page, url: string, word = ''): Promise<() => Promise<void>> {
  const { promise, resolve } = Promise.withResolvers<null>();
  await page.route(url, async (route) => {
    if ((route.request().postData() ?? '').includes(word)) await promise;
    await route.fallback();
  });
  return async () => {
    resolve(null);
    await page.unroute(url);
  };
}

describe('the portal, where something goes wrong,', () => {
  it('has one letter in all tabs, of which none writes over what was typed in another', async () => {
    await using visitor = await world.visit();
    const { page } = visitor;
    await goToContent(page, '市长信箱');
    await page.getByLabel('标题').fill('路灯不亮');
    const other = await page.context().newPage();
    other.setDefaultTimeout(120_000);
    await other.goto(`${visitor.url}/write/content`);
    await other.getByLabel('内容').waitFor();
    await page.getByLabel('内容').fill('在第一个标签页里写的');
    await other.getByText('10 / 10000 字').waitFor();
    await other.getByLabel('事发地点').fill('北门');
    await page.reload();
    expect(await page.getByLabel('内容').inputValue()).toBe('在第一个标签页里写的');
    expect(await page.getByLabel('事发地点').inputValue()).toBe('北门');

    await page.goto(visitor.url);
    await page.getByRole('button', { name: '删除草稿' }).click();
    await waitForMailboxes(other);
    expect(await other.getByText('没写完的信').count()).toBe(0);
  });

  it('says so when nobody can sign in for now', async () => {
    await using visitor = await world.visit();
    const { page, misdeeds } = visitor;
    await page.route('**/sign-in/settings', (route) => route.abort());
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('alert').getByText('暂时不能登录').waitFor();
    await page.unroute('**/sign-in/settings');
    await signIn(page);
    expect(misdeeds).toEqual(NONE);
  });

  it('R17 can be read, and written in, where the browser forbids to keep anything', async () => {
    await using visitor = await world.visit();
    const { page, misdeeds } = visitor;
    await page.addInitScript(() => {
      const get = (): never => {
        throw new DOMException('forbidden', 'SecurityError');
      };
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { get });
    });
    await page.goto(visitor.url);
    await chooseMailbox(page, '市长信箱');
    await page.getByText('这台设备不能保存草稿').waitFor();
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('alert').getByText('浏览器不允许本站保存数据').waitFor();
    await page.getByRole('link', { name: '查进度' }).click();
    await page.getByLabel('查询码').fill('aaaa bbbb cccc dddd');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('没有找到这个查询码').waitFor();
    expect(misdeeds).toEqual(NONE);
  });

  it('does not take an account whose sign-in has ended for one without letters', async () => {
    await using visitor = await world.visit();
    const { page, misdeeds } = visitor;
    await signIn(page);
    await page.evaluate(() => {
      const session = JSON.parse(sessionStorage.getItem('petition.session') ?? '{}') as object;
      const ended = { ...session, goodUntil: 0, refreshToken: null };
      sessionStorage.setItem('petition.session', JSON.stringify(ended));
    });
    await page.getByRole('link', { name: '我的信件' }).click();
    await page.getByText('登录已过期').waitFor();
    await page.getByRole('button', { name: '重新登录' }).click();
    await signInAs(page, '李某 (市民)');
    await page.getByRole('heading', { name: '我的信件' }).waitFor();
    expect(misdeeds).toEqual(NONE);
  });

  it('puts a file that arrives late into no other letter', async () => {
    await using visitor = await world.visit();
    const { page } = visitor;
    await signIn(page);
    await goToContent(page, '市长信箱');
    const letGo = await hold(page, '**/documents/**');
    const attach = (name: string): Promise<void> =>
      page.getByLabel('添加附件').setInputFiles({ name, mimeType: 'image/png', buffer: PNG });
    const underWay = page.waitForRequest((request) => request.method() === 'PUT');
    await attach('给市长的.png');
    await underWay;
    await page.getByRole('link', { name: '写信' }).click();
    await goToContent(page, '岳池县');
    const arrived = page.waitForResponse((response) => response.request().method() === 'PUT');
    await letGo();
    await arrived;
    await attach('给县里的.png');
    await page.locator('.files').getByText('给县里的.png').first().waitFor();
    expect(await page.locator('.files li').count()).toBe(1);
  });

  it('R16 R17 shows the code where the device keeps nothing, and sends what was added to a message', async () => {
    await using visitor = await world.visit();
    const { page, misdeeds } = visitor;
    await signIn(page);
    await page.evaluate(() => {
      const keep = Reflect.get(Storage.prototype, 'setItem');
      const value = function (this: Storage, name: string, text: string): void {
        if (name === 'petition.receipt') throw new DOMException('full', 'QuotaExceededError');
        keep.call(this, name, text);
      };
      Object.defineProperty(Storage.prototype, 'setItem', { value });
    });
    await goToContent(page, '市长信箱');
    await writeTheRest(page, '楼道漏水');
    await send(page);
    await page.getByRole('button', { name: '查看进度' }).click();
    await page.getByText('实时更新中').waitFor();

    const field = page.getByLabel('补充情况');
    const said = (words: string) => page.locator('.message-own').getByText(words, { exact: true });
    // It arrives, and the answer is lost on the way.
    await page.route(GRAPHQL, async (route) => {
      if (!(route.request().postData() ?? '').includes('mutation')) return route.fallback();
      await route.fetch();
      return route.abort();
    });
    await field.fill('三号楼');
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByText('没有连上服务器').waitFor();
    await page.unroute(GRAPHQL);
    await field.fill('三号楼和五号楼');
    await page.getByRole('button', { name: '发送' }).click();
    await said('三号楼和五号楼').waitFor();

    const letGo = await hold(page, GRAPHQL, 'mutation');
    const underWay = page.waitForRequest((request) =>
      (request.postData() ?? '').includes('mutation'),
    );
    await field.fill('周末');
    await page.getByRole('button', { name: '发送' }).click();
    await underWay;
    await field.fill('周末和晚上');
    await letGo();
    await said('周末').waitFor();
    expect(await field.inputValue()).toBe('周末和晚上');
    expect(misdeeds).toEqual(NONE);
  });
});
