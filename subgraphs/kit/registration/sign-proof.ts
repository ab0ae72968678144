import { importJWK, SignJWT, type JWK } from 'jose';
import {
  REGISTRATION_PROOF,
  type RegisteredPetitioner,
} from '../../../schema/contract/registration-proof.ts';
import type { Clock } from '../time/clock.ts';

/** @returns a proof of the account's registration, good for a quarter of an hour (R7) */
export type SignProof = (account: string, petitioner: RegisteredPetitioner) => Promise<string>;

/** @param key private Ed25519 key of the registration office */
export function createProofSigner(key: JWK, clock: Clock): SignProof {
  return async (account, petitioner) => {
    const privateKey = await importJWK(key, REGISTRATION_PROOF.algorithm);
    const issuedAt = Math.floor(clock.now().getTime() / 1000);
    return new SignJWT({ petitioner })
      .setProtectedHeader({ alg: REGISTRATION_PROOF.algorithm, kid: REGISTRATION_PROOF.keyId })
      .setSubject(account)
      .setAudience(REGISTRATION_PROOF.audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + REGISTRATION_PROOF.lifetimeSeconds)
      .sign(privateKey);
  };
}
