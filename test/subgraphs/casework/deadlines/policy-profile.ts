import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { policyById } from '../../../../subgraphs/kit/profile/choose-policy.ts';
import type { Profile } from '../../../../subgraphs/kit/profile/profile.ts';

/** Guang'an's places and units under the rules of another jurisdiction. */
export async function profileOf(policyId: string): Promise<Profile> {
  const profile = await loadProfile('subgraphs/profiles/guangan');
  const { validFrom, validTo } = policyById(profile.policies, policyId)!;
  return {
    ...profile,
    policies: { ...profile.policies, applied: [{ id: policyId, validFrom, validTo }] },
  };
}
