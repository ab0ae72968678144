import { badUserInput } from '../../kit/errors.ts';

const PUBLIC_POINT = /^[A-Za-z0-9_-]{43}$/;

/**
 * A public key in one spelling, without what does not belong to it.
 * @throws BAD_USER_INPUT naming `key`, which is never repeated: it may be a private one
 */
export function checkPublicKey(text: string): string {
  const given = parse(text);
  if (given?.kty !== 'OKP' || given.crv !== 'Ed25519')
    throw badUserInput('key', 'an Ed25519 JSON Web Key', 'something else');
  if ('d' in given) throw badUserInput('key', 'the public key alone', 'a private one');
  if (typeof given.x !== 'string' || !PUBLIC_POINT.test(given.x))
    throw badUserInput('key', 'x with 32 bytes in base64url', 'something else');
  return JSON.stringify({ kty: given.kty, crv: given.crv, x: given.x });
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
