import type { Random } from '../random.ts';

/** What operations of one kind have much or little of. */
export interface Style {
  depth: number;
  /** Selections of one set, least and most. */
  width: readonly [number, number];
  /** Fields of the whole operation, least and most. */
  fields: readonly [number, number];
  fragments: number;
  conditions: number;
  aliases: number;
  /** Of selections within several conditions, one around the other. */
  nestings: number;
}

const USUAL: Style = {
  depth: 5,
  width: [1, 4],
  fields: [4, 45],
  fragments: 0.27,
  conditions: 0.16,
  aliases: 0.15,
  nestings: 0.02,
};

const OTHERS: readonly Style[] = [
  { ...USUAL, depth: 10, width: [1, 1], fields: [10, 14], fragments: 0.1 },
  { ...USUAL, depth: 3, width: [8, 40], fields: [60, 200], fragments: 0.15 },
  { ...USUAL, fragments: 0.55, conditions: 0.45 },
  { ...USUAL, fields: [4, 25], fragments: 0.4, aliases: 0.6 },
  { ...USUAL, depth: 4, width: [2, 6], fragments: 0.1, conditions: 0.25, nestings: 0.45 },
];

/** Every second operation is of no particular style. */
export function randomStyle(random: Random): Style {
  const roll = random() * 2;
  return roll < 1 ? USUAL : (OTHERS[Math.floor((roll - 1) * OTHERS.length)] ?? USUAL);
}
