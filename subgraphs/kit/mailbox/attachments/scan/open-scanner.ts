import { createClamdScanner } from './clamd-scanner.ts';
import { createHttpScanner } from './http-scanner.ts';
import type { Scanner } from './scanner.ts';

/**
 * @param url clamd://host:port, or http(s)://…; null where nothing scans
 * @throws Error for any other scheme
 */
export function openScanner(url: string | null): Scanner | null {
  if (url === null) return null;
  const parsed = new URL(url);
  switch (parsed.protocol) {
    case 'clamd:':
      return createClamdScanner(parsed);
    case 'http:':
    case 'https:':
      return createHttpScanner(parsed);
    default:
      throw new Error(`SCAN_URL: expected clamd:, http: or https:, got ${parsed.protocol}`);
  }
}
