import { buildPage } from './build-page.ts';
import { isUpToDate } from './page-manifest.ts';
import { findPages, type PageSource } from './page-source.ts';

/** Names of pages to build, all of them by default; `--force` builds what is up to date too. */
const asked = process.argv.slice(2).filter((name) => !name.startsWith('--'));
const isForced = process.argv.includes('--force');

const pages = (await findPages()).filter(({ name }) => asked.length === 0 || asked.includes(name));
await Promise.all(pages.map(buildWhenStale));

async function buildWhenStale(page: PageSource): Promise<void> {
  if (!isForced && (await isUpToDate(page))) return;
  const { assets } = await buildPage(page);
  console.log(`Built /${page.name} · ${String(assets.length)} files`);
}
