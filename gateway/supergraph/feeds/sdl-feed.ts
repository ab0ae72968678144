import type { Fault } from '../composition/composed.ts';

/** What was last learned of a subgraph's SDL. */
export type Reading = { sdl: string } | { fault: Fault };

/** Watches the SDL of one subgraph. */
export interface SdlFeed extends Disposable {
  /** Resolves with the first reading, and from then on at once with the last. */
  reading: () => Promise<Reading>;
}

interface FeedDeps {
  read: () => Promise<Reading>;
  onChange: () => void;
}

/** Reads when told to, one at a time, and says when what it read differs from before. */
export function createReader({ read, onChange }: FeedDeps): {
  reading: () => Promise<Reading>;
  readAgain: () => void;
} {
  let isReading = false;
  let isStale = false;
  let last: Promise<Reading> = read();
  const readOnce = async (): Promise<void> => {
    const before = await last;
    const next = await read();
    last = Promise.resolve(next);
    if (JSON.stringify(before) !== JSON.stringify(next)) onChange();
  };
  const readAgain = (): void => {
    if (isReading) {
      isStale = true;
      return;
    }
    isReading = true;
    void readOnce().finally(() => {
      isReading = false;
      if (!isStale) return;
      isStale = false;
      readAgain();
    });
  };
  return { reading: () => last, readAgain };
}
