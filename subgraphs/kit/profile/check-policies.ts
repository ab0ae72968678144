import { findOverlaps, findRepeated } from './check-lists.ts';
import type { AppliedPolicy, Policy, TimeLimit } from './policy.ts';

/** A policy with the file it came from. */
export interface PolicySource {
  file: string;
  policy: Policy;
}

interface PolicyFinding {
  file: string;
  path: readonly (string | number)[];
  expected: string;
  received: string;
}

/** Holds policies against each other, and the limits of each. */
export function checkPolicies(sources: readonly PolicySource[]): PolicyFinding[] {
  const policies = sources.map(({ policy }) => policy);
  const fileAt = (index: number): string => sources[index]?.file ?? '';
  const between = [
    ...findRepeated(policies, 'id'),
    ...findOverlaps(policies, ({ jurisdiction }) => jurisdiction),
  ].map(({ path: [index, ...path], ...found }) => ({
    file: fileAt(Number(index)),
    path,
    ...found,
  }));
  return [...between, ...sources.flatMap(checkLimits), ...sources.flatMap(checkExtensions)];
}

/** R36: a profile goes by one policy at a time, and only while that is in force. */
export function checkApplied(
  applied: readonly AppliedPolicy[],
  policies: readonly Policy[],
): Omit<PolicyFinding, 'file'>[] {
  const overlaps = findOverlaps(applied, () => 'policy');
  const strangers = applied.flatMap((entry, index) => {
    const policy = policies.find(({ id }) => id === entry.id);
    if (!policy) {
      const expected = `one of ${policies.map(({ id }) => id).join(', ')}`;
      return [{ path: [index, 'id'], expected, received: entry.id }];
    }
    const isWithin =
      policy.validFrom <= entry.validFrom &&
      (policy.validTo === null || (entry.validTo !== null && entry.validTo <= policy.validTo));
    if (isWithin) return [];
    const expected = `days on which ${policy.id} is in force (${spanOf(policy)})`;
    return [{ path: [index, 'validFrom'], expected, received: spanOf(entry) }];
  });
  return [...overlaps, ...strangers];
}

/** Two limits of a kind for one letter would leave open which of them counts. */
function checkLimits({ file, policy: { limits } }: PolicySource): PolicyFinding[] {
  return limits.flatMap((limit, index) => {
    const span = limit.fromAmount;
    const earlier = limits.slice(0, index).find((other) => shareLetters(limit, other));
    return [
      ...(earlier
        ? [
            {
              file,
              path: ['limits', index],
              expected: `letters of its own beside the other ${limit.kind} (${earlier.rule})`,
              received: `${limit.kind} ${limit.rule} for some of the same`,
            },
          ]
        : []),
      ...(span !== null && span > limit.amount
        ? [
            {
              file,
              path: ['limits', index, 'fromAmount'],
              expected: `at most the amount ${limit.amount}`,
              received: `${span}`,
            },
          ]
        : []),
    ];
  });
}

/** Extending TO counts again from the start, so it must count the same days. */
function checkExtensions({ file, policy }: PolicySource): PolicyFinding[] {
  return policy.extensions.flatMap(({ mode, kinds, dayUnit }, index) => {
    const extended = policy.limits.find(({ kind }) => kinds.includes(kind));
    if (mode === 'BY' || !extended || extended.dayUnit === dayUnit) return [];
    const expected = `${extended.dayUnit}, as the limits it extends`;
    return [{ file, path: ['extensions', index, 'dayUnit'], expected, received: dayUnit }];
  });
}

function shareLetters(one: TimeLimit, two: TimeLimit): boolean {
  return (
    one.kind === two.kind &&
    meet(one.petitionTypes, two.petitionTypes) &&
    meet(one.channels, two.channels) &&
    meet(one.mailboxes, two.mailboxes) &&
    meet(one.provinces, two.provinces)
  );
}

function meet(one: readonly string[] | null, two: readonly string[] | null): boolean {
  return one === null || two === null || one.some((value) => two.includes(value));
}

function spanOf({ validFrom, validTo }: { validFrom: string; validTo: string | null }): string {
  return `${validFrom} to ${validTo ?? 'now'}`;
}
