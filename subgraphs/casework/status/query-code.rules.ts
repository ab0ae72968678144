import { createHash } from 'node:crypto';

/**
 * What is stored instead of a query code: SHA-256 over its letters and digits in upper case, so
 * that dashes, spaces and case do not matter to whoever types it (R17).
 */
export function hashQueryCode(code: string): string {
  const letters = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return createHash('sha256').update(letters).digest('hex');
}
