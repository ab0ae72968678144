import { codedError, badUserInput } from '../errors.ts';

/** Largest page of any connection. */
const MAX_PAGE_SIZE = 100;

/** @throws BAD_USER_INPUT unless 1 ≤ first ≤ 100 */
export function checkPageSize(first: number): number {
  if (first >= 1 && first <= MAX_PAGE_SIZE) return first;
  throw badUserInput('first', `1 to ${String(MAX_PAGE_SIZE)}`, String(first));
}

/** An opaque cursor made of the values a page is ordered by, the last one unique. */
export function encodeCursor(parts: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * @param count how many parts the cursor must have
 * @throws CURSOR_INVALID for anything `encodeCursor` did not make
 */
export function decodeCursor(cursor: string, count: number): (string | null)[] {
  const parts = parseCursor(cursor);
  if (parts?.length === count) return parts;
  throw codedError(
    'CURSOR_INVALID',
    'after: expected a cursor of this list, but got something else.',
    {
      argument: 'after',
    },
  );
}

function parseCursor(cursor: string): (string | null)[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isList =
      Array.isArray(parts) && parts.every((part) => part === null || typeof part === 'string');
    return isList ? parts : null;
  } catch {
    return null;
  }
}

export interface Page<Node> {
  edges: { cursor: string; node: Node }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/**
 * Makes a page of rows that were read with one more than asked for.
 * @param rows up to `first + 1` rows in order
 */
export function toPage<Node>(
  rows: readonly Node[],
  first: number,
  isContinued: boolean,
  cursorOf: (node: Node) => string,
): Page<Node> {
  const edges = rows.slice(0, first).map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: isContinued,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/**
 * How many there are: a page that holds all of them says so itself and of its own moment, while
 * counting is a second read that may see one more.
 */
export async function totalOf(
  { edges, pageInfo }: Page<unknown>,
  count: () => Promise<number>,
): Promise<number> {
  const isWhole = !pageInfo.hasNextPage && !pageInfo.hasPreviousPage;
  return isWhole ? edges.length : await count();
}
