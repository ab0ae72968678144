/** How many deliveries took so many milliseconds, rounded up. */
export type CountByMs = readonly (readonly [ms: number, count: number])[];

const LONGEST_MS = 600_000;

export class Latencies {
  #counts = new Map<number, number>();

  add(ms: number): void {
    const rounded = Math.min(Math.max(Math.ceil(ms), 0), LONGEST_MS);
    this.#counts.set(rounded, (this.#counts.get(rounded) ?? 0) + 1);
  }

  take(): CountByMs {
    const taken = [...this.#counts];
    this.#counts.clear();
    return taken;
  }
}

/** The latency that so large a share did not exceed, in milliseconds; NaN of none. */
export function quantile(parts: readonly CountByMs[], share: number): number {
  const sorted = parts.flat().sort(([one], [other]) => one - other);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  let passed = 0;
  for (const [ms, count] of sorted) {
    passed += count;
    if (passed >= total * share) return ms;
  }
  return Number.NaN;
}
