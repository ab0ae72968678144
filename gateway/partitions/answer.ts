import type { SubgraphError, SubgraphResult } from '../execution/fetch/subgraph-source.ts';
import type { Part, Share } from './distribute.ts';
import type { Analysis } from './operation-analysis.ts';

/** What one endpoint said to its share. */
export interface Answer {
  share: Share;
  result: SubgraphResult;
}

export function keyOf({ fields }: Analysis, { field }: Part): string {
  return fields[field]?.key ?? '';
}

/**
 * A district's errors are about what its system was asked, or about nothing: a place beyond its
 * own rows would be that of another district.
 */
export function withKnownPlaces(analysis: Analysis, answer: Answer): Answer {
  const { share, result } = answer;
  if (share.isCity || result.errors.length === 0) return answer;
  const parts = new Map(share.parts.map((part) => [keyOf(analysis, part), part]));
  const errors = result.errors.map((error): SubgraphError => {
    const [key, local] = error.path ?? [];
    const part = typeof key === 'string' ? parts.get(key) : undefined;
    if (part && isOfPart(part, local)) return error;
    const { path: _elsewhere, ...placeless } = error;
    return placeless;
  });
  return { share, result: { ...result, errors } };
}

/** A list may be lost as a whole. */
function isOfPart({ items }: Part, local: string | number | undefined): boolean {
  const isList = items.some(({ index }) => index !== null);
  return !isList || local === undefined || (typeof local === 'number' && local < items.length);
}

/** A district's system that refuses the gateway as such is away, whatever it calls that. */
export function isRefusal({ share, result }: Answer): boolean {
  return !share.isCity && !result.errors.every(isPlaced);
}

export function isPlaced({ path }: SubgraphError): boolean {
  return path !== undefined;
}
