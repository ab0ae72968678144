import { badUserInput, codedError } from './errors.ts';
import type { Letter } from './letter.ts';

const MAX_PAGE_SIZE = 100;

interface LetterPage {
  edges: { cursor: string; node: Letter }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/**
 * One page, newest first. A cursor is a letter's place, so what comes meanwhile moves no page.
 * @param letters oldest first
 * @throws BAD_USER_INPUT, CURSOR_INVALID
 */
export function toPage(
  letters: readonly Letter[],
  first: number,
  after: string | null | undefined,
): LetterPage {
  if (first < 1 || first > MAX_PAGE_SIZE) throw badUserInput('first', '1 to 100', String(first));
  const newest = letters.toReversed();
  const start = after === null || after === undefined ? 0 : placeOf(newest, after) + 1;
  const edges = newest
    .slice(start, start + first)
    .map((node) => ({ cursor: toCursor(node), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: start + first < newest.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function toCursor({ id }: Letter): string {
  return Buffer.from(id).toString('base64url');
}

function placeOf(letters: readonly Letter[], cursor: string): number {
  const place = letters.findIndex((letter) => toCursor(letter) === cursor);
  if (place >= 0) return place;
  throw codedError('CURSOR_INVALID', 'after: expected a cursor of this list.', {
    argument: 'after',
  });
}
