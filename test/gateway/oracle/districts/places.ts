import type { SubgraphError } from '../../../../gateway/execution/fetch/subgraph-source.ts';
import {
  partitionUnavailable,
  partitionUnknown,
} from '../../../../gateway/partitions/partition-errors.ts';
import type { RegistryState } from '../../../../gateway/partitions/registry-state.ts';
import { chanceOf } from '../random.ts';
import type { FaultKind } from '../world/faults.ts';
import { CODES, STRANGE } from './letters.ts';

/** Who serves which district in one trial, and who is away. */
export interface Places {
  seed: string;
  /** Null: the registry was never read. */
  state: RegistryState | null;
  /** URLs of the systems that answer nothing, or nonsense. */
  dead: ReadonlySet<string>;
}

const HOSTED_SHARE = 0.35;
const SHARED_SHARE = 0.2;
const DEAD_SHARE = 0.4;
const UNKNOWN_SHARE = 0.6;
const UNDECIDED_SHARE = 0.1;

/** Of some districts one system serves several; under `partitions` some are away or unknown. */
export function createPlaces(seed: string, kind: FaultKind | 'none'): Places {
  const happens = (share: number, ...names: string[]): boolean =>
    chanceOf(seed, 'places', ...names) < share;
  const urlOf = (code: string): string | null => {
    if (happens(HOSTED_SHARE, 'hosted', code)) return null;
    const name = happens(SHARED_SHARE, 'shared', code) ? 'shared' : code;
    return `http://${name}.invalid/graphql`;
  };
  const state = Object.fromEntries(CODES.map((code) => [code, urlOf(code)]));
  if (kind !== 'partitions' && kind !== 'nonsense') return { seed, state, dead: new Set() };
  if (kind === 'partitions' && happens(UNDECIDED_SHARE, 'undecided'))
    return { seed, state: null, dead: new Set() };
  const urls = new Set(Object.values(state).filter((url) => url !== null));
  const dead = new Set([...urls].filter((url) => happens(DEAD_SHARE, 'dead', url)));
  if (kind === 'partitions' && happens(UNKNOWN_SHARE, 'unknown'))
    Reflect.deleteProperty(state, STRANGE);
  return { seed, state, dead };
}

/** Why nothing can be asked of a district; null where it is served. */
export function lossOf({ state, dead }: Places, partition: string): SubgraphError | null {
  const url = state?.[partition];
  if (url === null || (url !== undefined && !dead.has(url))) return null;
  return state && url === undefined
    ? partitionUnknown(partition, [])
    : partitionUnavailable(partition, null, []);
}
