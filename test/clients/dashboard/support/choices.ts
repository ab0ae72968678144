import type { Locator, Page } from 'playwright-core';

/** Where a select is, and what it is called. */
interface Choice {
  within: Page | Locator;
  label: string;
}

/** Takes what comes first by the words typed, once it is there: names to choose from come by themselves. */
export async function chooseByWords(
  page: Page,
  { within, label }: Choice,
  words: string,
): Promise<void> {
  const select = within.getByLabel(label);
  await select.click();
  await select.pressSequentially(words);
  await page.locator('.ant-select-item-option-active').getByText(words).waitFor();
  await page.keyboard.press('Enter');
}

/** Takes one that is called just so from a list, which is gone then. */
export async function chooseFromList(
  page: Page,
  { within, label }: Choice,
  name: string,
): Promise<void> {
  await within.getByLabel(label).click();
  await page.locator('.ant-select-item-option').getByText(name, { exact: true }).click();
  await waitForNoList(page);
}

/** Those of which one may take several stay open until then. */
export async function closeList(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await waitForNoList(page);
}

/** One that is shut stays in the page unseen. */
export const waitForNoList = (page: Page): Promise<void> =>
  page.locator('.ant-select-dropdown:visible').first().waitFor({ state: 'hidden' });
