import type { Browser, Page } from 'playwright-core';
import { createPagesRouter } from '../../../../gateway/http/pages/pages-router.ts';
import { readBuiltPages } from '../../../../gateway/http/pages/page-assets.ts';
import type { CaseFilter } from '../../../../clients/dashboard/generated/operations.ts';
import { openPage, watchPage, type Misdeeds } from '../../support/browser.ts';
import { startLiveCity, type LiveCity } from './live-city.ts';
import { casesOf } from './live-data.ts';

/** A city on a scripted log, and the dashboard on it. */
export interface Visit extends AsyncDisposable {
  city: LiveCity;
  /** What cases were asked for by, in order. */
  filters: readonly CaseFilter[];
  page: Page;
  misdeeds: Misdeeds;
}

export interface VisitOptions {
  /** Assignments that are there already. */
  issued?: number;
  /** Rows of the worklist. */
  cases?: number;
  /** Cases whose petitioners said something before. */
  said?: readonly number[];
  /** Happens to this case while the first page of the worklist is on its way, which knows nothing of it. */
  happensMeanwhile?: number;
  /** Before what is asked for is answered, with what it was by then; a throw fails the question. */
  beforeAnswer?: (filter: CaseFilter, city: LiveCity) => Promise<unknown> | undefined;
  /** How far the page's clock is ahead of the city's, in ms. */
  aheadMs?: number;
  /** The page's time is the test's, by page.clock. */
  hasOwnClock?: boolean;
}

const DISTRICTS = [{ id: 'district:511621', name: '岳池县' }];
const DEPARTMENTS = [{ id: 'department:housing', name: '市住房和城乡建设局' }];

const WAITS = { unansweredMessageAt: '2026-03-02T01:00:00.000Z' };

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** @param path below /dashboard, opened by somebody who signed in before */
export async function visitLiveCity(
  browser: Browser,
  path: string,
  options: VisitOptions = {},
): Promise<Visit> {
  const { issued = 0, cases = 0, said = [], happensMeanwhile } = options;
  const { hasOwnClock = false, aheadMs = 0, beforeAnswer } = options;
  const filters: CaseFilter[] = [];
  const city: LiveCity = await startLiveCity({
    queries: {
      cases: async ({ filter }: { filter: CaseFilter }): Promise<unknown> => {
        filters.push(filter);
        const answer = filter.hasUnansweredMessage
          ? casesOf(city.waiting(), WAITS)
          : casesOf(upTo(cases));
        if (filters.length === 1 && happensMeanwhile) city.happen([happensMeanwhile]);
        await beforeAnswer?.(filter, city);
        return answer;
      },
      case: null,
      categories: [],
      districts: DISTRICTS,
      departments: DEPARTMENTS,
    },
    pages: createPagesRouter(await readBuiltPages('clients/dist')),
  });
  city.issue(issued);
  for (const number of said) city.say(number);
  const page = await openPage(browser);
  const misdeeds = watchPage(page, [city.url]);
  if (hasOwnClock || aheadMs > 0) await page.clock.install({ time: Date.now() + aheadMs });
  await page.addInitScript(() => {
    const session = {
      token: 'token',
      goodUntil: Date.now() + 3_600_000,
      refreshToken: null,
      name: '经办人',
      claims: { sub: 'officer' },
    };
    sessionStorage.setItem('petition.session', JSON.stringify(session));
  });
  await page.goto(`${city.url}/dashboard${path}`);
  await page.locator('[data-phase=LIVE]').waitFor();
  return {
    city,
    filters,
    page,
    misdeeds,
    [Symbol.asyncDispose]: async () => {
      await page.context().close();
      await city[Symbol.asyncDispose]();
    },
  };
}
