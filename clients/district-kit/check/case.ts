import type { Trial } from './trial.ts';

/** L1 composes, L2 behaves, L3 follows the city's events, L4 holds under load and faults. */
type Level = 'L1' | 'L2' | 'L3' | 'L4';

/** As in RFC 2119; only a MUST that is not met keeps a district from joining. */
type Strength = 'MUST' | 'SHOULD' | 'MAY';

/**
 * What a case needs of its surroundings: `trust`, the system takes tokens of the kit's own gateway key;
 * `city`, it registers letters at the kit's stand-in; `restart`, the kit started it and may kill it.
 */
export type Need = 'trust' | 'city' | 'restart';

/** One rule of the contract, checked by asking. */
export interface ConformanceCase {
  /** Short and stable, such as L2-ENTITY-ORDER. */
  id: string;
  level: Level;
  strength: Strength;
  needs: readonly Need[];
  /** Chinese. */
  title: string;
  /** Section of contract.md. */
  section: string;
  /** 期望 */
  expected: string;
  /** 怎么改 */
  fix: string;
  /** @throws Unmet with what came instead */
  run: (trial: Trial) => Promise<void>;
}

/** The rule is not met; the message is 实际, what came. */
export class Unmet extends Error {
  override name = 'Unmet';
}

/** @throws Unmet unless it holds */
export function must(holds: unknown, actual: string): asserts holds {
  if (!holds) throw new Unmet(actual);
}
