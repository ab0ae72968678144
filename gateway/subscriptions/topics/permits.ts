/** A number of things of which only so many may run at once. */
export interface Permits {
  /** @returns false where none is free; then the callback comes, once, when one may be */
  take: (onFree: () => void) => boolean;
  release: () => void;
  /** The callback is not wanted any more. */
  forget: (onFree: () => void) => void;
}

export function createPermits(count: number): Permits {
  const waiting = new Set<() => void>();
  let free = count;
  return {
    take: (onFree) => {
      if (free > 0) {
        free -= 1;
        return true;
      }
      waiting.add(onFree);
      return false;
    },
    release: () => {
      free += 1;
      for (const onFree of [...waiting]) {
        if (free === 0) return;
        waiting.delete(onFree);
        onFree();
      }
    },
    forget: (onFree) => void waiting.delete(onFree),
  };
}
