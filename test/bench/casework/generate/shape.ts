import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureLetters } from './letters.ts';

/** A value and how often it comes, 0 to 1. */
export type Share = [value: string, share: number];

/** What real letters look like from afar: how they spread, no text and nobody in it. */
export interface Shape {
  /** How many letters it was measured from. */
  letters: number;
  /** 01–12 of submission, in Asia/Shanghai, as are the two below. */
  months: Share[];
  /** 0 is Sunday. */
  weekdays: Share[];
  hours: Share[];
  /** mayor, national or a unit id, as the profile routes them. */
  places: Share[];
  types: Share[];
  categories: Share[];
  /** Days until the answer: its 0th to 100th percentile. */
  replyDays: number[];
}

const FOLDER = import.meta.dirname;
const KEPT = join(FOLDER, 'shape.json');
export const ROOT = join(FOLDER, '../../../..');
const LETTERS = join(ROOT, '../shared/data/answered-messages.jsonl');
export const PROFILE = join(ROOT, 'subgraphs/profiles/guangan');

/** Measured from the letters beside the project; where they are absent, as it was measured last. */
export async function readShape(say: (line: string) => void): Promise<Shape> {
  if (existsSync(LETTERS)) return measureLetters(LETTERS, PROFILE);
  say('the real letters are absent: their distributions are taken from shape.json');
  return JSON.parse(readFileSync(KEPT, 'utf8')) as Shape;
}
