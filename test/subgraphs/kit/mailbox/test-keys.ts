import { randomBytes } from 'node:crypto';
import type { KeyRing } from '../../../../subgraphs/kit/secrecy/key-ring.ts';

/** A ring of new keys; the last one named seals. */
export function createTestKeys(...ids: readonly [string, ...string[]]): KeyRing {
  return {
    current: ids.at(-1) ?? ids[0],
    keys: new Map(ids.map((id) => [id, randomBytes(32)])),
    index: randomBytes(32),
  };
}
