import { mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import axe from 'axe-core';
import { chromium as browsers, type Browser, type Page, type ViewportSize } from 'playwright-core';
import { writeWhole } from '../../../clients/build/write-files.ts';
import { unpackedBrowser } from './unpacked-browser.ts';

/** Where screenshots are kept; git-ignored. */
const OUTPUT = 'coverage/screenshots';

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };

/** A headless Chromium without any traffic of its own, with a Chinese typeface wherever it runs. */
export async function launchBrowser(): Promise<Browser> {
  return browsers.launch({
    executablePath: await unpackedBrowser(),
    env: { ...process.env, FONTCONFIG_FILE: await writeFontSettings() },
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Machines that test have no Chinese typeface, and pages bring none: citizens' devices have theirs. */
async function writeFontSettings(): Promise<string> {
  const fonts = resolve('node_modules/@expo-google-fonts/noto-sans-sc');
  const file = resolve(OUTPUT, 'fonts.conf');
  // Another browser may be reading it just now.
  await writeWhole(
    file,
    `<?xml version="1.0"?>
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${fonts}/400Regular</dir>
  <dir>${fonts}/700Bold</dir>
  <cachedir>${resolve(OUTPUT, 'font-cache')}</cachedir>
</fontconfig>
`,
  );
  return file;
}

/** Only what hangs takes so long; a machine that does much else besides takes half of it. */
const PATIENCE_MS = 120_000;

/**
 * A page in a window of its own, which stands still: what moves may be gone between the press and the
 * release of a click.
 */
export async function openPage(browser: Browser, viewport: ViewportSize = DESKTOP): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

/** What a page must not do. */
export interface Misdeeds {
  /** Requests to any other origin than the allowed ones. */
  outside: string[];
  /** Breaches of the content-security policy. */
  violations: string[];
  /** Errors that no code caught, and what the page itself calls an error on the console. */
  crashes: string[];
}

export const NONE: Misdeeds = { outside: [], violations: [], crashes: [] };

const OF_REQUESTS = /net::ERR_|^Failed to load resource|^WebSocket connection to /;

/** Takes down from now on what a page must not do. */
export function watchPage(page: Page, allowedOrigins: readonly string[]): Misdeeds {
  const misdeeds: Misdeeds = { outside: [], violations: [], crashes: [] };
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && !allowedOrigins.includes(origin))
      misdeeds.outside.push(request.url());
  });
  const hosts = allowedOrigins.map((origin) => new URL(origin).host);
  page.on('websocket', (socket) => {
    if (!hosts.includes(new URL(socket.url()).host)) misdeeds.outside.push(socket.url());
  });
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy'))
      misdeeds.violations.push(message.text());
    // What becomes of a request is the browser's word, not the page's.
    else if (message.type() === 'error' && !OF_REQUESTS.test(message.text()))
      misdeeds.crashes.push(message.text());
  });
  page.on('pageerror', (error) => misdeeds.crashes.push(String(error)));
  return misdeeds;
}

/** @returns the rules of WCAG A and AA and of good practice that the page breaks, with the elements */
export async function axeFindings(page: Page): Promise<string[]> {
  // By the debugger, not by a script element, which the page's policy forbids.
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{
    violations: { id: string; nodes: { html: string }[] }[];
  }>('axe.run(document, { resultTypes: ["violations"] })');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/**
 * Looks at the whole page on a desk and on a phone, where it stays, and keeps a picture of each.
 * @returns what axe finds, and whether it has to be scrolled sideways
 */
export async function lookAt(page: Page, name: string): Promise<string[]> {
  await mkdir(OUTPUT, { recursive: true });
  const findings: string[] = [];
  for (const [device, size] of [
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ] as const) {
    await page.setViewportSize(size);
    await page.screenshot({ path: `${OUTPUT}/${name}-${device}.png`, fullPage: true });
    const found = await axeFindings(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > size.width) found.push(`is ${width} px wide`);
    findings.push(...found.map((finding) => `${device}: ${finding}`));
  }
  return findings;
}

/** Pictures of one story, each as large as the device that it is told on. */
interface Album {
  /** Absolute path. */
  folder: string;
  add(page: Page, name: string): Promise<void>;
}

/** Begins anew: pictures of an earlier run are gone. */
export async function openAlbum(name: string): Promise<Album> {
  const folder = resolve(OUTPUT, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return {
    folder,
    add: async (page, step) => {
      const isPhone = page.viewportSize()?.width === PHONE.width;
      await page.screenshot({ path: `${folder}/${step}.png`, fullPage: isPhone });
    },
  };
}
