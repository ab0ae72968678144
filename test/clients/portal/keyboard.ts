import type { Page } from 'playwright-core';

/** Further than from one end of a page to the other. */
const MAX_STOPS = 150;

interface Stop {
  name: string;
  isVisible: boolean;
}

/** What has the focus: its label or text, and whether one sees that it has. */
const STOP = `(() => {
  const stop = document.activeElement;
  if (stop === document.body) return { name: '', isVisible: false };
  const styled = stop.closest('.choice, .pick') ?? stop;
  const { outlineStyle, outlineWidth } = getComputedStyle(styled);
  const label = stop.getAttribute('aria-label') ?? stop.labels?.[0]?.innerText ?? stop.innerText;
  return { name: label ?? '', isVisible: outlineStyle !== 'none' && outlineWidth !== '0px' };
})()`;

/**
 * Goes on with Tab until what has the focus is called so.
 * @throws where no stop is, or one on the way does not show that it has the focus
 */
async function tabTo(page: Page, name: string): Promise<void> {
  const seen: string[] = [];
  for (let stops = 0; stops < MAX_STOPS; stops += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate<Stop>(STOP);
    if (stop.name !== '' && !stop.isVisible)
      throw new Error(`expected to see the focus on ${stop.name}`);
    if (stop.name.includes(name)) return;
    seen.push(stop.name.slice(0, 12));
  }
  throw new Error(`expected to come to ${name}, came to ${seen.join(', ')}`);
}

/** Waits for the page of that heading, and for the focus to be there. */
export async function arriveAt(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.waitForFunction(
    (text) =>
      document.activeElement?.tagName === 'H1' && document.activeElement.textContent.includes(text),
    heading,
  );
}

/** Goes there with Tab and presses a key. */
export async function pressOn(page: Page, name: string, key = 'Enter'): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press(key);
}

/** From the choice of a mailbox to the page before the last; each page has the focus on its heading. */
export async function writeByKeyboard(
  page: Page,
  letter: { title: string; content: string; name: string; phone: string },
): Promise<void> {
  const typeInto = async (field: string, text: string): Promise<void> => {
    await tabTo(page, field);
    await page.keyboard.insertText(text);
  };
  await pressOn(page, '跳到正文');
  await pressOn(page, '市长信箱');
  await arriveAt(page, '写信须知');
  await pressOn(page, '我已阅读并同意', 'Space');
  await pressOn(page, '继续');
  await arriveAt(page, '您要反映什么');
  await pressOn(page, '投诉', 'Space');
  await page.keyboard.press('ArrowDown');
  await pressOn(page, '继续');
  await arriveAt(page, '请写下您的事情');
  await typeInto('标题', letter.title);
  await typeInto('内容', letter.content);
  await pressOn(page, '继续');
  await arriveAt(page, '您为谁反映');
  await pressOn(page, '我自己', 'Space');
  await pressOn(page, '继续');
  await arriveAt(page, '怎样联系您');
  await typeInto('姓名', letter.name);
  await typeInto('联系电话', letter.phone);
  await pressOn(page, '继续');
  await arriveAt(page, '请核对后提交');
}
