import { importJWK, SignJWT, calculateJwkThumbprint } from 'jose';
import type { Role } from '../../../schema/contract/actor.ts';
import { DEV_ISSUER_KEY_ID, type Secrets } from '../../../subgraphs/stack/secrets.ts';

export interface Officer {
  id: string;
  role: Role;
  unit?: string;
}

/** Signs tokens for as many people as a test needs, with the key of the development issuer. */
export async function createOfficerTokens(
  secrets: Secrets,
  issuer: string,
): Promise<(officer: Officer) => Promise<string>> {
  const key = secrets.privateKey(DEV_ISSUER_KEY_ID);
  const privateKey = await importJWK(key, 'EdDSA');
  const kid = await calculateJwkThumbprint(key);
  return ({ id, role, unit }) =>
    new SignJWT({ petition_role: role, ...(unit !== undefined && { petition_unit: unit }) })
      .setProtectedHeader({ alg: 'EdDSA', kid })
      .setSubject(id)
      .setIssuer(issuer)
      .setAudience('petition-graph')
      .setIssuedAt()
      .setExpirationTime('4h')
      .sign(privateKey);
}
