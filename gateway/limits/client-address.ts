import type { IncomingMessage } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';

/**
 * The address that a rate counts: what the outermost of our own proxies saw. An IPv6 client has
 * a whole /64 to itself, so that is what counts as one.
 * @param proxies how many proxies stand before the gateway; 0 believes no header
 */
export function clientAddress(request: IncomingMessage, proxies: number): string {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
  const seen = [...forwarded, request.socket.remoteAddress ?? ''].map((address) => address.trim());
  const own = seen.at(-1) ?? '';
  const told = seen[Math.max(0, seen.length - 1 - proxies)] ?? '';
  return networkOf(isIPv4(told) || isIPv6(told) ? told : own);
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const front = head.split(':').filter(Boolean);
  const back = tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  const groups = [...front, ...zeros, ...back].slice(0, 4);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}
