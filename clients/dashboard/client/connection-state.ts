/** What a board should say of its connection; times are milliseconds since 1970 on the server's clock. */
export type ConnectionState =
  | { phase: 'CONNECTING' }
  /** 实时: whatever happens is told at once. */
  | { phase: 'LIVE' }
  /** 重连中(第 n 次); attempt counts from 1. */
  | { phase: 'RECONNECTING'; attempt: number; asOf: number | null }
  /** 已断开，数据截至 asOf: it is tried again all the same, but what is shown is old. */
  | { phase: 'LOST'; attempt: number; asOf: number | null }
  /** Nobody is signed in any more; only a new client helps. */
  | { phase: 'SIGNED_OUT'; asOf: number | null };

/** A value that can be watched. */
export interface Watched<Value> {
  read: () => Value;
  /** @returns ends it */
  watch: (listener: () => void) => () => void;
}

export interface Holder<Value> extends Watched<Value> {
  write(value: Value): void;
}

export function createHolder<Value>(first: Value): Holder<Value> {
  let current = first;
  const listeners = new Set<() => void>();
  return {
    read: () => current,
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write: (value) => {
      current = value;
      for (const listener of listeners) listener();
    },
  };
}
