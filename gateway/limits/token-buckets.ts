/** So many at once, and as many again over `seconds`. */
export interface Rate {
  count: number;
  seconds: number;
}

export interface TokenBuckets {
  /** @returns 0 where the tokens were there, otherwise the seconds until they would be */
  take: (key: string, tokens: number) => number;
  /** Takes tokens that are not there as well; until they are, none can be taken. */
  owe: (key: string, tokens: number) => void;
}

/** About 20 MB; a flood of addresses beyond it forgets those that asked least recently. */
const MAX_BUCKETS = 100_000;

interface Bucket {
  tokens: number;
  atMs: number;
}

/** One bucket per key, in the memory of this process: n gateways together let n times as much pass. */
export function createTokenBuckets(rate: Rate, nowMs: () => number = Date.now): TokenBuckets {
  const buckets = new Map<string, Bucket>();
  const perMs = rate.count / (rate.seconds * 1_000);
  const tokensOf = (key: string): number => {
    const known = buckets.get(key);
    return known ? Math.min(rate.count, known.tokens + (nowMs() - known.atMs) * perMs) : rate.count;
  };
  const keep = (key: string, tokens: number): void => {
    // at the end of the map stand those that asked last
    buckets.delete(key);
    buckets.set(key, { tokens, atMs: nowMs() });
    if (buckets.size > MAX_BUCKETS) dropFirst(buckets);
  };
  return {
    take: (key, wanted) => {
      const tokens = tokensOf(key);
      const isEnough = tokens >= wanted;
      keep(key, isEnough ? tokens - wanted : tokens);
      return isEnough ? 0 : Math.ceil((wanted - tokens) / perMs / 1_000);
    },
    owe: (key, tokens) => keep(key, tokensOf(key) - tokens),
  };
}

function dropFirst(buckets: Map<string, Bucket>): void {
  const [first] = buckets.keys();
  if (first !== undefined) buckets.delete(first);
}
