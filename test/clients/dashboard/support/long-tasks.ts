import type { Page } from 'playwright-core';

/** What a page's main thread had to do. */
export interface Work {
  /** Tasks of more than 50 ms: so long it answers nobody. */
  longTasks: number;
  /** Seconds of the processor, which a machine that is busy otherwise does not lengthen. */
  seconds: number;
}

/** Measures a page's work while something goes on. */
export async function measureWork(page: Page, meanwhile: () => Promise<unknown>): Promise<Work> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const secondsSoFar = async (): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
  };
  const observed = await page.evaluateHandle(() => {
    const counted = { longTasks: 0 };
    const observer = new PerformanceObserver((list) => {
      counted.longTasks += list.getEntries().length;
    });
    observer.observe({ entryTypes: ['longtask'] });
    return { counted, observer };
  });
  const before = await secondsSoFar();
  await meanwhile();
  const seconds = (await secondsSoFar()) - before;
  const longTasks = await observed.evaluate(({ counted, observer }) => {
    const last = observer.takeRecords().length;
    observer.disconnect();
    return counted.longTasks + last;
  });
  await devtools.detach();
  return { longTasks, seconds };
}
