import type { Policy, PolicyBook } from './policy.ts';

/** What is kept on a case for which no policy was in force: it owes nothing by any day (R11). */
export const NO_POLICY = 'none';

/** @returns the policy a deployment goes by for what is registered on a day, or null */
export function policyOn({ all, applied }: PolicyBook, day: string): Policy | null {
  const entry = applied.find(
    ({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo),
  );
  return all.find(({ id }) => id === entry?.id) ?? null;
}

/**
 * The policy under its id, in force or not; null for NO_POLICY.
 * @throws Error for an id without a file
 */
export function policyById({ all }: PolicyBook, id: string): Policy | null {
  if (id === NO_POLICY) return null;
  const policy = all.find((each) => each.id === id);
  if (policy) return policy;
  throw new Error(`expected the policy ${id} among profiles/policies, got no such file`);
}
