/** So many at once, and as many again over `seconds`. */
export interface Rate {
  count: number;
  seconds: number;
}

/** @returns 0 where the tokens were there, otherwise the seconds until they would be */
export type TakeTokens = (key: string, tokens: number) => number;

/** About 20 MB; a flood of addresses beyond it forgets those that asked least recently. */
const MAX_BUCKETS = 100_000;

interface Bucket {
  tokens: number;
  atMs: number;
}

/** One bucket per key, in the memory of this process: n gateways together let n times as much pass. */
export function createTokenBuckets(rate: Rate, nowMs: () => number = Date.now): TakeTokens {
  const buckets = new Map<string, Bucket>();
  const perMs = rate.count / (rate.seconds * 1_000);
  return (key, wanted) => {
    const now = nowMs();
    const known = buckets.get(key);
    const refilled = known ? known.tokens + (now - known.atMs) * perMs : rate.count;
    const tokens = Math.min(rate.count, refilled);
    const isEnough = tokens >= wanted;
    // at the end of the map stand those that asked last
    buckets.delete(key);
    buckets.set(key, { tokens: isEnough ? tokens - wanted : tokens, atMs: now });
    if (buckets.size > MAX_BUCKETS) dropFirst(buckets);
    return isEnough ? 0 : Math.ceil((wanted - tokens) / perMs / 1_000);
  };
}

function dropFirst(buckets: Map<string, Bucket>): void {
  const [first] = buckets.keys();
  if (first !== undefined) buckets.delete(first);
}
