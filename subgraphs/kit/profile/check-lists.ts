/** A fault in a list; the path starts at the entry's index. */
interface ListFinding {
  path: readonly (string | number)[];
  expected: string;
  received: string;
}

interface Validity {
  validFrom: string;
  validTo: string | null;
}

/** Entries whose value under `key` was there before. */
export function findRepeated<Key extends string>(
  entries: readonly Record<Key, string>[],
  key: Key,
): ListFinding[] {
  const seen = new Set<string>();
  return entries.flatMap((entry, index) => {
    const value = entry[key];
    const isRepeated = seen.has(value);
    seen.add(value);
    return isRepeated
      ? [{ path: [index, key], expected: `each ${key} once`, received: `${value} again` }]
      : [];
  });
}

/** Entries that end before they begin, or that share a day with an earlier entry of the same name. */
export function findOverlaps<Entry extends Validity>(
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string,
): ListFinding[] {
  return entries.flatMap((entry, index): ListFinding[] => {
    const { validFrom, validTo } = entry;
    if (validTo !== null && validTo < validFrom) {
      const expected = `a day not before validFrom ${validFrom}`;
      return [{ path: [index, 'validTo'], expected, received: validTo }];
    }
    const name = nameOf(entry);
    const other = entries
      .slice(0, index)
      .find((earlier) => nameOf(earlier) === name && sharesDay(earlier, entry));
    if (!other) return [];
    const expected = `no day shared with the other ${name} (${toSpan(other)})`;
    return [{ path: [index, 'validFrom'], expected, received: toSpan(entry) }];
  });
}

/** Whether two spans of days have one in common. */
export function sharesDay(one: Validity, two: Validity): boolean {
  return (
    (two.validTo === null || one.validFrom <= two.validTo) &&
    (one.validTo === null || two.validFrom <= one.validTo)
  );
}

function toSpan({ validFrom, validTo }: Validity): string {
  return `${validFrom} to ${validTo ?? 'now'}`;
}
