import type { Browser, Page } from 'playwright-core';
import { startCityHere, type CityHere } from '../../journeys/support/city.ts';
import { launchBrowser, openPage, PHONE, watchPage, type Misdeeds } from '../support/browser.ts';
import { buildPage } from '../support/built-pages.ts';

/** A city with the portal as it is now, and browsers to visit it with. */
export interface PortalWorld extends AsyncDisposable {
  city: CityHere;
  browser: Browser;
  /** @param path below /portal */
  visit(path?: string): Promise<Visit>;
  /** Id of the case that a query code leads to. */
  caseOf(code: string): Promise<string>;
}

/** On a busy machine one asks more often by a code, until its letter is registered or a line is back. */
export const PATIENT_CITY = { RATE_QUERY_CODE: 'off' };

export async function startPortalWorld(): Promise<PortalWorld> {
  await buildPage('portal');
  const [city, browser] = await Promise.all([startCityHere(PATIENT_CITY), launchBrowser()]);
  return {
    city,
    browser,
    visit: (path = '') => visit(city, browser, path),
    caseOf: (code) => caseOf(city, code),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await city[Symbol.asyncDispose]();
    },
  };
}

/** A visitor's browser. */
interface Visit extends AsyncDisposable {
  page: Page;
  misdeeds: Misdeeds;
  url: string;
}

/** A visitor with a phone and a browser of their own. */
async function visit(city: CityHere, browser: Browser, path: string): Promise<Visit> {
  const url = `${city.stack.url('gateway')}/portal`;
  const page = await openPage(browser, PHONE);
  const misdeeds = watchPage(page, [city.stack.url('gateway'), city.stack.url('dev-issuer')]);
  await page.goto(`${url}${path}`);
  return { page, misdeeds, url, [Symbol.asyncDispose]: () => page.context().close() };
}

/** Waits for all that one may write to: what comes later would move what one presses. */
export async function waitForMailboxes(page: Page): Promise<void> {
  for (const name of ['市长信箱', '岳池县', '显示全部'])
    await page.getByRole('button', { name }).waitFor();
}

/** Begins a letter. */
export async function chooseMailbox(page: Page, name: string): Promise<void> {
  await waitForMailboxes(page);
  await page.getByRole('button', { name }).click();
}

/** Resolves once the page has said so, for what it says moves all that is below. */
export async function setOffline(page: Page, isOffline: boolean): Promise<void> {
  await page.context().setOffline(isOffline);
  const said = page.getByText('网络已断开');
  await said.waitFor({ state: isOffline ? 'visible' : 'detached' });
}

/** Waits until a letter's page says so in its heading, and not in what comes next. */
export async function waitForState(page: Page, words: string): Promise<void> {
  await page.locator('#state').getByText(words, { exact: true }).waitFor();
}

/** Of one operation, by the beginning of its text. @returns ends it */
export async function loseAnswersTo(page: Page, operation: string): Promise<() => Promise<void>> {
  const ofGraphql = '**/graphql';
  await page.route(ofGraphql, (route) =>
    (route.request().postData() ?? '').includes(operation) ? route.abort() : route.fallback(),
  );
  return () => page.unroute(ofGraphql);
}

export const goOn = (page: Page) => page.getByRole('button', { name: '继续' }).click();

/** From whatever page asks to sign in, and back to it. */
export async function signInAs(page: Page, label: string): Promise<void> {
  await page.getByRole('link', { name: label }).click();
  await page.getByRole('button', { name: '退出' }).waitFor();
}

/** @returns the query code */
export async function send(page: Page): Promise<string> {
  await page.getByRole('button', { name: '确认提交' }).click();
  await page.getByRole('heading', { name: '来信已经收到' }).waitFor();
  return page.locator('.code').innerText();
}

async function caseOf(city: CityHere, code: string): Promise<string> {
  const anybody = await city.as(null);
  const { caseStatus } = await anybody.ask(
    'query ($code: String!) { caseStatus(queryCode: $code) { registrationNumber } }',
    { code },
  );
  const bureau = await city.as('city-bureau');
  const { cases } = await bureau.ask(
    'query ($number: String!) { cases(filter: { registrationNumber: $number }) { edges { node { id } } } }',
    { number: caseStatus.registrationNumber },
  );
  return cases.edges[0].node.id;
}

/** Whatever the page may leave on the device. */
export function keptOnDevice(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      history.state,
      document.cookie,
    ]),
  );
}
