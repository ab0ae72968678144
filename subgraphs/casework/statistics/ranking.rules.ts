import type { UnitMeasure } from '../generated/resolver-types.ts';
import { percentOf } from './rate.rules.ts';

export interface UnitParts {
  unitId: string;
  counts: ReadonlyMap<UnitMeasure, { count: number; people: number }>;
}

export interface RankedUnit extends UnitParts {
  /** Null where nothing was due yet. */
  rank: number | null;
  onTimePercent: number | null;
}

/** Best first; of equal shares who did more in time, and they share a rank only if that is equal too. */
export function rankUnits(units: readonly UnitParts[]): RankedUnit[] {
  const judged = units
    .map((parts) => ({ ...parts, onTimePercent: onTimePercent(parts) }))
    .toSorted((one, two) => compare(one, two) || (one.unitId < two.unitId ? -1 : 1));
  return judged.map((unit) => ({ ...unit, rank: rankOf(unit, judged) }));
}

type Judged = Omit<RankedUnit, 'rank'>;

function onTimePercent(parts: UnitParts): number | null {
  const onTime = countOf(parts, 'ON_TIME');
  return percentOf(onTime, onTime + countOf(parts, 'LATE') + countOf(parts, 'OVERDUE'));
}

function rankOf(unit: Judged, judged: readonly Judged[]): number | null {
  if (unit.onTimePercent === null) return null;
  return judged.findIndex((other) => compare(other, unit) === 0) + 1;
}

function compare(one: Judged, two: Judged): number {
  const byShare = (two.onTimePercent ?? -1) - (one.onTimePercent ?? -1);
  return byShare || countOf(two, 'ON_TIME') - countOf(one, 'ON_TIME');
}

function countOf({ counts }: UnitParts, measure: UnitMeasure): number {
  return counts.get(measure)?.count ?? 0;
}
