import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { extractText } from 'unpdf';

export async function expectCopied(page: Page, code: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: '复制' }).click();
  await page.getByRole('status').getByText('已复制').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
}

/** What comes out on paper has the code and where to go with it, and nothing to click. */
export async function expectPrinted(page: Page, code: string): Promise<void> {
  const pdf = new Uint8Array(await page.pdf({ format: 'A4' }));
  const { text, totalPages } = await extractText(pdf, { mergePages: true });
  const printed = text.replaceAll(/\s/g, '');
  expect(totalPages).toBe(1);
  expect(printed).toContain(code);
  expect(printed).toContain(new URL('/portal/progress', page.url()).href);
  await page.emulateMedia({ media: 'print' });
  for (const clickable of ['我的信件', '退出', '复制', '打印', '查看进度'])
    expect(await isAnyVisible(page, clickable)).toBe(false);
  await page.emulateMedia({ media: null });
  expect(await isAnyVisible(page, '打印')).toBe(true);
}

async function isAnyVisible(page: Page, name: string): Promise<boolean> {
  const found = await page.getByText(name, { exact: true }).all();
  const shown = await Promise.all(found.map((each) => each.isVisible()));
  return shown.includes(true);
}
