import type { Browser, Locator, Page } from 'playwright-core';
import type { Caller } from '../../../journeys/support/caller.ts';
import type { CityHere } from '../../../journeys/support/city.ts';
import { eventually } from '../../../journeys/support/eventually.ts';
import { openPage, watchPage, type Misdeeds } from '../../support/browser.ts';

/** An officer at a desk, signed in, with the board before them. */
export interface Desk extends AsyncDisposable {
  page: Page;
  misdeeds: Misdeeds;
  /** Tokens that the page renewed so far. */
  line: { renewals: number };
  /** With which codes its sockets were closed since it was loaded, whoever closed them. */
  closeCodes: () => Promise<number[]>;
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
  const line = { renewals: 0 };
  await page.addInitScript(keepCloseCodes);
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
    closeCodes: () => page.evaluate<number[]>('closeCodes'),
    open: async (path) => {
      await page.goto(`${origin}/dashboard${path}`);
      await page.locator('[data-phase=LIVE]').waitFor();
    },
    [Symbol.asyncDispose]: () => page.context().close(),
  };
}

/** Runs in the page, before anything of its own. */
function keepCloseCodes(): void {
  const closeCodes: number[] = [];
  class Socket extends WebSocket {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given);
      this.addEventListener('close', ({ code }) => closeCodes.push(code));
    }
  }
  Object.assign(globalThis, { closeCodes, WebSocket: Socket });
}

/** Ids of new assignments from the top on, as many as are asked for; only those in sight exist. */
export async function rowKeys(page: Page, count: number): Promise<string[]> {
  const rows = page.locator('[aria-label=新件] .ant-table-tbody-virtual-holder .row');
  const keys = new Set<string>();
  while (keys.size < count) {
    const seen = await eventually(async () => {
      const found = await rows.evaluateAll((all) => {
        // The last one seen becomes the first, so that none is passed over.
        all.at(-1)?.scrollIntoView({ block: 'start' });
        return all.map((row) => row.getAttribute('data-row-key') ?? '');
      });
      return found.some((key) => !keys.has(key)) && found;
    });
    for (const key of seen) keys.add(key);
  }
  return [...keys].slice(0, count);
}

/** Presses an act's button and confirms its form, which is gone then. */
export async function act(
  page: Page,
  label: string,
  fill?: (form: Locator) => Promise<unknown>,
): Promise<void> {
  await page.locator('.acts').getByRole('button', { name: label, exact: true }).click();
  const form = page.getByRole('dialog');
  await fill?.(form);
  await form.getByRole('button', { name: `确认${label}` }).click();
  await form.waitFor({ state: 'detached' });
}

/** Waits until the page of a case offers just the acts that the server allows an officer now. */
export async function expectActs(page: Page, officer: Caller, id: string): Promise<void> {
  const { case: file } = await officer.ask(
    'query ($id: ID!) { case(id: $id) { availableActions } }',
    { id },
  );
  const allowed = (file.availableActions as string[]).toSorted();
  await page.waitForFunction((expected) => {
    const offered = [...document.querySelectorAll('[data-act]')];
    const acts = offered.map((button) => button.getAttribute('data-act')).sort();
    return JSON.stringify(acts) === expected;
  }, JSON.stringify(allowed));
}

/**
 * Has the page connect at once, unless it was quicker. By the keyboard, so that the pointer stays on
 * the list that it keeps from showing what is new by itself.
 */
export async function reconnect(page: Page): Promise<void> {
  const live = page.locator('[data-phase=LIVE]');
  await live.or(page.getByRole('button', { name: '立即重连' })).press('Enter');
  await live.waitFor();
}
