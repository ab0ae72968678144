import { useState } from 'preact/hooks';
import type { OwnLetter, OwnLetters } from '../../client/account.ts';
import { useLoaded, type Loaded } from '../parts/use-loaded.ts';
import { usePortal } from '../portal-context.ts';

interface OwnLettersState {
  /** The first page decides what there is to show at all. */
  first: Loaded<OwnLetters>;
  letters: readonly OwnLetter[];
  hasMore: boolean;
  isLoadingMore: boolean;
  /** Why there is no more than what is shown; null where nothing is wrong. */
  moreFault: unknown;
  retry: () => void;
  more: () => void;
}

/** The reader's letters, to which more are added page by page. */
export function useOwnLetters(): OwnLettersState {
  const { client } = usePortal();
  const [first, retry] = useLoaded(() => client.account.letters(null), 'letters');
  const [later, setLater] = useState<readonly OwnLetters[]>([]);
  const [isLoadingMore, setLoadingMore] = useState(false);
  const [moreFault, setMoreFault] = useState<unknown>(null);
  const pages = first.state === 'ready' ? [first.value, ...later] : [];
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
    letters: pages.flatMap(({ letters }) => letters),
    hasMore: next !== null,
    isLoadingMore,
    moreFault,
    retry,
    more,
  };
}
