import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, openPage } from '../clients/support/browser.ts';
import { startCityHere, type CityHere } from './support/city.ts';
import { eventually } from './support/eventually.ts';
import { caseOf, LETTER, submitToMayor } from './support/letters.ts';

let city: CityHere;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([startCityHere(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await city[Symbol.asyncDispose]();
});

/** The subscription a reader of the README pastes. */
async function subscriptionOfReadme(): Promise<string> {
  const blocks = (await readFile('README.md', 'utf8')).matchAll(/```graphql\n([\s\S]*?)```/g);
  return [...blocks].map(([, text]) => text!).find((text) => text.startsWith('subscription'))!;
}

/** A new letter on its way to a district. */
async function referLetter(): Promise<void> {
  const bureau = await city.as('city-bureau');
  const { petitionId } = await submitToMayor(await city.as('citizen-li'));
  const id = await caseOf(bureau, petitionId);
  await bureau.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', { id });
  await bureau.ask(
    'mutation ($id: ID!) { issueReferral(caseId: $id, unit: "district:511621") { assignment { id } } }',
    { id },
  );
}

describe('GraphiQL', () => {
  it("shows an assignment, with fields of three subgraphs, when the README's subscription runs", async () => {
    const page = await openPage(browser);
    const gateway = city.stack.url('gateway');
    const outside: string[] = [];
    const violations: string[] = [];
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== gateway) outside.push(request.url());
    });
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    const query = encodeURIComponent(await subscriptionOfReadme());
    await page.goto(`${gateway}/graphiql?persona=city-bureau&query=${query}`);
    // Without its editor the button does nothing.
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    await page.locator('.graphiql-execute-button').click();
    await page.locator('.graphiql-execute-button[aria-label^="Stop"]').waitFor();

    const shown = page.locator('.result-window');
    // Nobody says when it is live, so letters come until one of them is shown.
    await eventually(async () => {
      await referLetter();
      return shown.getByText('岳池县').first().isVisible();
    });
    await shown.getByText(LETTER.title).waitFor();
    await shown.getByText(/GA-\d{4}-\d{6}/).waitFor();
    expect(outside).toEqual([]);
    expect(violations).toEqual([]);
  });
});
