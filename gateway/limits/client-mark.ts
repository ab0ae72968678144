import { createHmac, hkdfSync } from 'node:crypto';
import type { JWK } from 'jose';

/** @returns what subgraphs count a client by; null where they are not told who asks at all */
export type MarkClient = (address: string) => string | null;

/**
 * Addresses stay in the gateway: subgraphs get a mark under a key that comes from the one all gateways
 * sign with, so that a client has the same mark at each of them.
 */
export function createClientMark(signingKey: JWK | null): MarkClient {
  if (typeof signingKey?.d !== 'string') return () => null;
  const key = Buffer.from(hkdfSync('sha256', signingKey.d, '', 'client mark', 32));
  return (address) => createHmac('sha256', key).update(address).digest('base64url');
}
