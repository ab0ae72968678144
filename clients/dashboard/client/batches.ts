/** Gathers what comes in quick succession, so that a listener is called some ten times a second at most. */
export interface Batches<Item> {
  add(item: Item): void;
  /** Hands over what waits, now. */
  flush(): void;
}

export function createBatches<Item>(
  batchMs: number,
  deliver: (items: readonly Item[]) => void,
): Batches<Item> {
  let waiting: Item[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    deliver(items);
  };
  return {
    flush,
    add: (item) => {
      waiting.push(item);
      timer ??= setTimeout(flush, batchMs);
    },
  };
}
