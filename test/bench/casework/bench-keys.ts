import type { KeyRing } from '../../../subgraphs/kit/secrecy/key-ring.ts';

/** The same for whoever fills the database and whoever reads it; it protects generated texts alone. */
export const BENCH_KEYS: KeyRing = {
  current: 'bench',
  keys: new Map([['bench', Buffer.alloc(32, 1)]]),
  index: Buffer.alloc(32, 2),
};
