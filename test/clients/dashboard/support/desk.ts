import type { Browser, Page } from 'playwright-core';
import type { CityHere } from '../../../journeys/support/city.ts';
import { openPage, watchPage, type Misdeeds } from '../../support/browser.ts';

/** An officer at a desk, signed in, with the board before them. */
export interface Desk extends AsyncDisposable {
  page: Page;
  misdeeds: Misdeeds;
  /** Sockets that the page opened, and tokens that it renewed, so far. */
  line: { sockets: number; renewals: number };
  /** By loading it anew. */
  open: (path: string) => Promise<void>;
}

/** @param label of the persona; @param origin where the gateway is reached */
export async function openDesk(
  browser: Browser,
  { stack }: CityHere,
  label: string,
  origin = stack.url('gateway'),
): Promise<Desk> {
  const page = await openPage(browser);
  const misdeeds = watchPage(page, [origin, stack.url('dev-issuer')]);
  const line = { sockets: 0, renewals: 0 };
  page.on('websocket', () => (line.sockets += 1));
  page.on('response', (response) => {
    const form = response.request().postData() ?? '';
    if (form.includes('grant_type=refresh_token') && response.ok()) line.renewals += 1;
  });
  await page.goto(`${origin}/dashboard`);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('link', { name: label }).click();
  await page.locator('[data-phase=LIVE]').waitFor();
  return {
    page,
    misdeeds,
    line,
    open: async (path) => {
      await page.goto(`${origin}/dashboard${path}`);
      await page.locator('[data-phase=LIVE]').waitFor();
    },
    [Symbol.asyncDispose]: () => page.context().close(),
  };
}

/** Ids of new assignments from the top on, as many as are asked for; only those in sight exist. */
export async function rowKeys(page: Page, count: number): Promise<string[]> {
  const list = page.locator('[aria-label=新件] .ant-table-tbody-virtual-holder');
  const keys = new Set<string>();
  while (keys.size < count) {
    const seen = await list
      .locator('.row')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row-key') ?? ''));
    for (const key of seen) if (keys.size < count) keys.add(key);
    await list.hover();
    await page.mouse.wheel(0, 400);
    await page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
    );
  }
  return [...keys];
}

/** The acts that the case page offers. */
export function actsOffered(page: Page): Promise<string[]> {
  return page
    .locator('[data-act]')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-act') ?? ''));
}
