import type { Page } from 'playwright-core';
import { chooseMailbox, goOn } from './portal-world.ts';

/** From the choice of a mailbox to what one has to say. */
export async function goToContent(page: Page, mailbox: string, purpose = '求助'): Promise<void> {
  await chooseMailbox(page, mailbox);
  await page.getByLabel('我已阅读并同意').check();
  await goOn(page);
  await page.getByLabel(purpose).check();
  await goOn(page);
  await page.getByLabel('标题').waitFor();
}

/** @param place where it happened; asked for, but not needed */
export async function writeContent(
  page: Page,
  title: string,
  content: string,
  place?: string,
): Promise<void> {
  await page.getByLabel('标题').fill(title);
  await page.getByLabel('内容').fill(content);
  if (place !== undefined) await page.getByLabel('事发地点').fill(place);
}

/** For one who is not registered, and so says by whom it is. */
export async function giveName(page: Page): Promise<void> {
  await page.getByLabel('姓名', { exact: true }).fill('李晓明');
  await page.getByLabel('联系电话').fill('13800000000');
  await goOn(page);
}
