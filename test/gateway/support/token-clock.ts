import { jest } from '@jest/globals';

/** How long before its token a connection ends. */
const MARGIN_MS = 5_000;

/**
 * Stops the gateway's clock where a connection has so long to go by a token of this end, so that
 * a test neither waits for the margin nor depends on how fast it gets there.
 * @param expiresAt seconds since 1970, far enough for the token to be good meanwhile
 */
export function stopClockBefore(expiresAt: number, leftMs: number): void {
  jest.spyOn(Date, 'now').mockReturnValue(expiresAt * 1_000 - MARGIN_MS - leftMs);
}
