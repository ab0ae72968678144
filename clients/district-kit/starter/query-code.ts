import { createHash, randomInt } from 'node:crypto';
import { toQueryCode } from '../../../schema/contract/query-code.ts';

/** 查询码, XXXXX-XXXXX-XXXXX: 70 bits that nobody can guess, and a sign that checks them (R16). */
export function createQueryCode(): string {
  return toQueryCode(Array.from({ length: 14 }, () => randomInt(32)));
}

/** What is stored and told to the city instead: SHA-256 of its letters and digits, upper case. */
export function hashQueryCode(code: string): string {
  return createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest('hex');
}
