import { sorted } from './world.ts';

/** What mutations did, in the order in which they did it. */
export interface EffectLog {
  add: (field: string, given: Readonly<Record<string, unknown>>) => void;
  /** What a field tells of the effects so far: only a receipt tells any. */
  seenBy: (type: string, field: string) => Readonly<Record<string, unknown>>;
  entries: () => readonly string[];
}

/** @param isTold false where requests are lost, and with them effects that others would tell of */
export function createEffectLog(isTold: boolean): EffectLog {
  const entries: string[] = [];
  return {
    add: (field, given) => entries.push(`${field} ${JSON.stringify(sorted(given))}`),
    seenBy: (type, field) =>
      isTold && (type === 'Mutation' || field === 'effect') ? { after: [...entries] } : {},
    entries: () => entries,
  };
}
