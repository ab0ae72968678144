import { createHash, randomBytes } from 'node:crypto';

/** No 0, O, 1, I: nobody mistakes one for another. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** 查询码, XXXX-XXXX-XXXX-XXXX: 80 bits that nobody can guess (R16). */
export function createQueryCode(): string {
  const signs = Array.from(randomBytes(16), (byte) => ALPHABET[byte % ALPHABET.length]);
  return signs.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** What is stored and told to the city instead: SHA-256 of its letters and digits, upper case. */
export function hashQueryCode(code: string): string {
  return createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest('hex');
}
