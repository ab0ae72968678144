import { createHash, randomBytes } from 'node:crypto';
import {
  QUERY_CODE_ALPHABET,
  readQueryCode,
  toQueryCode,
} from '../../../schema/contract/query-code.ts';
import { badUserInput } from '../errors.ts';

const RANDOM_SYMBOLS = 14;

/** A new 查询码 (R16), XXXXX-XXXXX-XXXXX: 70 bits of randomness and a check symbol. */
export function createQueryCode(): string {
  // 256 is a multiple of 32, so every symbol is equally likely.
  const values = Array.from(
    randomBytes(RANDOM_SYMBOLS),
    (byte) => byte % QUERY_CODE_ALPHABET.length,
  );
  return toQueryCode(values);
}

/**
 * What is stored and told to casework instead of the code: SHA-256, hexadecimal, however the code
 * was typed.
 * @throws BAD_USER_INPUT where it was mistyped, before anything is looked up (R17)
 */
export function hashQueryCode(typed: string): string {
  const code = readQueryCode(typed);
  if (code !== null) return createHash('sha256').update(code).digest('hex');
  throw badUserInput(
    'queryCode',
    'a query code as it was told, such as ABCDE-FGHJK-LMNPQ',
    'one that was mistyped',
  );
}
