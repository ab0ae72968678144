import { useEffect, useState } from 'preact/hooks';
import type { OwnLetter, OwnLetters } from '../../client/account.ts';
import { useLoaded, type Loaded } from '../parts/use-loaded.ts';
import { usePortal } from '../portal-context.ts';
import { noteShown, placeLeft } from './kept-place.ts';

const PAGE = 10;
const MOST_AT_ONCE = 100;

interface OwnLettersState {
  /** The first page decides what there is to show at all. */
  first: Loaded<OwnLetters>;
  letters: readonly OwnLetter[];
  /** The letter from which the reader comes back. */
  openedCase: string | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  /** Why there is no more than what is shown; null where nothing is wrong. */
  moreFault: unknown;
  retry: () => void;
  more: () => void;
}

/** The reader's letters, to which more are added page by page. */
export function useOwnLetters(): OwnLettersState {
  const { client, session } = usePortal();
  const [left] = useState(() => placeLeft(session));
  const [first, retry] = useLoaded(
    () => client.account.letters(null, Math.min(MOST_AT_ONCE, left?.shown ?? PAGE)),
    'letters',
  );
  const [later, setLater] = useState<readonly OwnLetters[]>([]);
  const [isLoadingMore, setLoadingMore] = useState(false);
  const [moreFault, setMoreFault] = useState<unknown>(null);
  const pages = first.state === 'ready' ? [first.value, ...later] : [];
  const letters = pages.flatMap((page) => page.letters);
  const count = letters.length;
  useEffect(() => {
    if (session && count > 0) noteShown(session, count);
  }, [session, count]);
  const next = pages.at(-1)?.next ?? null;
  const more = (): void => {
    if (next === null || isLoadingMore) return;
    setLoadingMore(true);
    setMoreFault(null);
    client.account
      .letters(next)
      .then((page) => setLater((before) => [...before, page]), setMoreFault)
      .finally(() => setLoadingMore(false));
  };
  return {
    first,
    letters,
    openedCase: left?.caseId ?? null,
    hasMore: next !== null,
    isLoadingMore,
    moreFault,
    retry,
    more,
  };
}
