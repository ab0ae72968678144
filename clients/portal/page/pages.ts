import { lazyPage } from './navigation/lazy-page.tsx';

/** What one needs to write, and what one needs to read: two files, for many small ones take longer. */
const fetchWriting = () => import('./writing-pages.tsx');
const fetchReading = () => import('./reading-pages.tsx');

export const WritingPages = lazyPage(async () => (await fetchWriting()).WritingPages);
export const ReadingPages = lazyPage(async () => (await fetchReading()).ReadingPages);

/** Ahead of need, so that whoever loses the network while writing can go on to the next page. */
export async function fetchPages(): Promise<void> {
  await Promise.allSettled([WritingPages.fetch(), ReadingPages.fetch()]);
}
