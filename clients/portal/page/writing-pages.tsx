import { SentPage } from './write/sent-page.tsx';
import { WritePages } from './write/write-pages.tsx';

/** From the notice to the receipt. */
export function WritingPages({ path }: { path: string }) {
  return path === '/sent' ? <SentPage /> : <WritePages path={path} />;
}
