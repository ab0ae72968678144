import { createHash, randomBytes } from 'node:crypto';

/** 32 letters and digits that nobody mistakes for one another: no 0, O, 1, I. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 16;

/** A new 查询码 (R16), XXXX-XXXX-XXXX-XXXX: 80 bits of randomness. */
export function createQueryCode(): string {
  // 256 is a multiple of 32, so every character is equally likely.
  const characters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]);
  return characters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** What is stored and told to casework instead of the code: SHA-256, hexadecimal. */
export function hashQueryCode(code: string): string {
  return createHash('sha256').update(normaliseQueryCode(code)).digest('hex');
}

/** The code's letters and digits in upper case, however somebody typed it. */
function normaliseQueryCode(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
}
