import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { z } from 'zod';
import {
  REGISTRATION_PROOF,
  type RegisteredPetitioner,
} from '../../../schema/contract/registration-proof.ts';
import { badUserInput } from '../errors.ts';
import type { Clock } from '../time/clock.ts';

/** @throws BAD_USER_INPUT naming `letter.registrationProof` unless it is in force and the account's own */
export type VerifyProof = (proof: string, account: string) => Promise<RegisteredPetitioner>;

const petitionerClaim = z.object({
  kind: z.enum(['PERSON', 'LEGAL_PERSON', 'ORGANIZATION']),
  name: z.string().min(1),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  documentNumber: z.string().min(1),
  address: z.string().nullable(),
}) satisfies z.ZodType<RegisteredPetitioner>;

/**
 * Makes the check by which a mailbox knows that a petitioner has registered, without asking the
 * registration office (R7).
 * @param keys public keys of the gateway and the mailboxes; only the office's own may sign proofs
 */
export function createProofVerifier(keys: JSONWebKeySet, clock: Clock): VerifyProof {
  const ofOffice = keys.keys.filter(({ kid }) => kid === REGISTRATION_PROOF.keyId);
  const keySet = createLocalJWKSet({ keys: ofOffice });
  return async (proof, account) => {
    const verified = await jwtVerify(proof, keySet, {
      audience: REGISTRATION_PROOF.audience,
      algorithms: [REGISTRATION_PROOF.algorithm],
      requiredClaims: ['exp', 'sub'],
      currentDate: clock.now(),
    }).catch(() => null);
    const claim = petitionerClaim.safeParse(verified?.payload.petitioner);
    if (verified?.payload.sub === account && claim.success) return claim.data;
    throw badUserInput(
      'letter.registrationProof',
      "the account's own proof, not older than a quarter of an hour",
      'another one',
    );
  };
}
