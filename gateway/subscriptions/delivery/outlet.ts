import type { DeliveryConfig } from './delivery-settings.ts';

/** What a socket and an HTTP response have in common. */
interface Wire {
  once: (event: 'drain' | 'timeout', listener: () => void) => unknown;
  off: (event: 'drain' | 'timeout', listener: () => void) => unknown;
  /** Tells `timeout` where nothing moved for so long; 0 for never. */
  setTimeout: (ms: number) => unknown;
}

interface OutletDeps {
  wire: Wire;
  bufferedBytes: () => number;
  limits: Pick<DeliveryConfig, 'slowClientBytes' | 'slowClientMs'>;
  /** More waits for the client than may. */
  onFull: () => void;
  /** The client has taken all that waited. */
  onEmpty: () => void;
  /** The client takes nothing. */
  onStuck: () => void;
}

/** Watches what waits for one client, so that a slow one costs a bounded buffer and nobody else anything. */
export interface Outlet extends Disposable {
  isFull: () => boolean;
  /** To be asked after each write. @returns false where nothing more should be written for now */
  hasRoom: () => boolean;
  /** Called once, when there is room again. */
  whenEmpty: (resume: () => void) => void;
}

export function createOutlet(deps: OutletDeps): Outlet {
  const { wire, limits } = deps;
  let waiting = new Set<() => void>();
  let isFull = false;
  const clear = (): void => {
    isFull = false;
    wire.off('drain', empty);
    wire.off('timeout', deps.onStuck);
    wire.setTimeout(0);
  };
  const empty = (): void => {
    clear();
    deps.onEmpty();
    const resumed = waiting;
    waiting = new Set();
    for (const resume of resumed) resume();
  };
  const fill = (): void => {
    isFull = true;
    wire.once('drain', empty);
    wire.once('timeout', deps.onStuck);
    wire.setTimeout(limits.slowClientMs);
    deps.onFull();
  };
  return {
    isFull: () => isFull,
    hasRoom: () => {
      if (!isFull && deps.bufferedBytes() > limits.slowClientBytes) fill();
      return !isFull;
    },
    whenEmpty: (resume) => void waiting.add(resume),
    [Symbol.dispose]: () => {
      waiting.clear();
      if (isFull) clear();
    },
  };
}
