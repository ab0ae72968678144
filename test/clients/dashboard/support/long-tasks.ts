import type { Page } from 'playwright-core';

/** How many times a page was busy for more than 50 ms while something went on: so long it answers nobody. */
export async function countLongTasks(
  page: Page,
  meanwhile: () => Promise<unknown>,
): Promise<number> {
  const observed = await page.evaluateHandle(() => {
    const counted = { longTasks: 0 };
    const observer = new PerformanceObserver((list) => {
      counted.longTasks += list.getEntries().length;
    });
    observer.observe({ entryTypes: ['longtask'] });
    return { counted, observer };
  });
  await meanwhile();
  return observed.evaluate(({ counted, observer }) => {
    const last = observer.takeRecords().length;
    observer.disconnect();
    return counted.longTasks + last;
  });
}
