import { districtId } from '../../../schema/contract/ids.ts';
import type { Profile } from '../../kit/profile/profile.ts';

/** What is known of a letter when somebody has to decide who handles it. */
export interface LetterFacts {
  place: string | null;
  /** Names of the category, joined by slashes. */
  category: string | null;
  title: string | null;
  content: string | null;
}

type RoutingPart = 'PLACE' | 'CATEGORY' | 'TITLE' | 'CONTENT';

/** Why a unit fits: the words in one part of the letter that its rule speaks of. */
interface RoutingReason {
  /** 属地管理 by place, 谁主管、谁负责 by subject. */
  basis: 'PLACE' | 'SUBJECT';
  foundIn: RoutingPart;
  words: string[];
}

export interface SuggestedUnitOf {
  unitId: string;
  reasons: RoutingReason[];
}

/** The place as written says most, then what staff or the petitioner chose, then the words. */
const PARTS = [
  ['PLACE', 'place', 4],
  ['CATEGORY', 'category', 3],
  ['TITLE', 'title', 2],
  ['CONTENT', 'content', 1],
] as const satisfies readonly (readonly [RoutingPart, keyof LetterFacts, number])[];

const WEIGHTS = new Map<RoutingPart, number>(PARTS.map(([part, , weight]) => [part, weight]));

/**
 * The units that a letter's place and subject point to by the city's rules, the best fitting first
 * (R53); equals stand in the order of the rules.
 * @param excluded the mailbox's own unit and whom the letter accuses
 * @param day YYYY-MM-DD; a district that is not valid on it is nobody's
 */
export function suggestUnits(
  { routing, districts }: Pick<Profile, 'routing' | 'districts'>,
  facts: LetterFacts,
  { excluded, day }: { excluded: readonly string[]; day: string },
): SuggestedUnitOf[] {
  const found = new Map<string, RoutingReason[]>();
  for (const { unit, pattern } of routing.places) {
    if (!isUnit(unit) || excluded.includes(unit) || !isValid(districts, unit, day)) continue;
    const reasons = reasonsFor(unit, pattern, facts);
    if (reasons.length > 0) found.set(unit, [...(found.get(unit) ?? []), ...reasons]);
  }
  return [...found]
    .map(([unitId, reasons]) => ({ unitId, reasons }))
    .toSorted((one, two) => weightOf(two) - weightOf(one));
}

function reasonsFor(unit: string, pattern: RegExp, facts: LetterFacts): RoutingReason[] {
  const basis = unit.startsWith('district:') ? 'PLACE' : 'SUBJECT';
  const every = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`);
  return PARTS.flatMap(([foundIn, key]): RoutingReason[] => {
    const words = [...(facts[key] ?? '').matchAll(every)].map(([word]) => word);
    return words.length > 0 ? [{ basis, foundIn, words: [...new Set(words)] }] : [];
  });
}

function weightOf({ reasons }: SuggestedUnitOf): number {
  return reasons.reduce((total, { foundIn }) => total + (WEIGHTS.get(foundIn) ?? 0), 0);
}

function isUnit(unit: string): boolean {
  return unit.startsWith('district:') || unit.startsWith('department:');
}

function isValid(districts: Profile['districts'], unit: string, day: string): boolean {
  if (!unit.startsWith('district:')) return true;
  return districts.some(
    ({ code, validFrom, validTo }) =>
      districtId(code) === unit && validFrom <= day && (validTo === null || day <= validTo),
  );
}
