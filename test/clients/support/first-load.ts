import type { Browser, CDPSession, Page } from 'playwright-core';
import { PHONE } from './browser.ts';

/** What a first visit costs; times in ms since the visitor set out. */
export interface FirstLoad {
  /** Came over the line, headers and all, until the page was quiet. */
  bytes: number;
  firstPaintMs: number;
  /** When a press on the first button was answered, pressed as soon as it was there. */
  firstAnswerMs: number;
  /** End of the last task that kept the page from answering; first paint where there was none. */
  interactiveMs: number;
}

interface Line {
  latencyMs: number;
  bitsPerSecondDown: number;
  bitsPerSecondUp: number;
}

/** As Lighthouse has them: slow 4G, and a phone four times as slow as the machine that measures. */
const SLOW_4G: Line = { latencyMs: 150, bitsPerSecondDown: 1_638_400, bitsPerSecondUp: 768_000 };
const CPU_SLOWDOWN = 4;

/** As Lighthouse: quiet for so long, and what comes later is not the first load any more. */
const QUIET_MS = 5_000;

/** Notes paints and long tasks, and presses the first button that is there. */
const OBSERVE = `
  globalThis.firstLoad = { longTaskEnd: 0, firstAnswer: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      firstLoad.longTaskEnd = Math.max(firstLoad.longTaskEnd, startTime + duration);
  }).observe({ type: 'longtask', buffered: true });
  const press = () => {
    const button = document.querySelector('button[aria-pressed]');
    if (!button) return void requestAnimationFrame(press);
    const before = button.getAttribute('aria-pressed');
    button.click();
    const look = () => {
      if (button.getAttribute('aria-pressed') === before) return void requestAnimationFrame(look);
      firstLoad.firstAnswer = performance.now();
    };
    look();
  };
  requestAnimationFrame(press);
`;

/**
 * Opens a page as a phone on a slow line does that was never there before.
 * @param isThere what the visitor came for is on the screen
 */
export async function measureFirstLoad(
  browser: Browser,
  url: string,
  isThere: (page: Page) => Promise<unknown>,
): Promise<FirstLoad> {
  const context = await browser.newContext({
    viewport: PHONE,
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
    locale: 'zh-CN',
  });
  await using _closed = { [Symbol.asyncDispose]: () => context.close() };
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await slowDown(devtools);
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.addInitScript(OBSERVE);
  await page.goto(url);
  await isThere(page);
  await page.waitForTimeout(QUIET_MS);
  return { bytes, ...(await readTimes(page)) };
}

async function slowDown(devtools: CDPSession): Promise<void> {
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: SLOW_4G.latencyMs,
    downloadThroughput: SLOW_4G.bitsPerSecondDown / 8,
    uploadThroughput: SLOW_4G.bitsPerSecondUp / 8,
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
}

async function readTimes(page: Page): Promise<Omit<FirstLoad, 'bytes'>> {
  const { firstPaint, longTaskEnd, firstAnswer } = await page.evaluate<{
    firstPaint: number;
    longTaskEnd: number;
    firstAnswer: number;
  }>(`({
    ...firstLoad,
    firstPaint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
  })`);
  return {
    firstPaintMs: Math.round(firstPaint),
    firstAnswerMs: Math.round(firstAnswer),
    interactiveMs: Math.round(Math.max(firstPaint, longTaskEnd, firstAnswer)),
  };
}
