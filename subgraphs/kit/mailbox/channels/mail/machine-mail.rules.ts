/** Headers of a mail by their names in lower case. */
export type MailHeaders = ReadonlyMap<string, string>;

const MAX_HOPS = 30;

/**
 * Why a mail was written by a machine, or goes in circles; null where a person wrote it (RFC 3834).
 * Nobody is answered by a machine who is one, so that no two of them go on for ever.
 */
export function machineSign(headers: MailHeaders, envelopeFrom: string): string | null {
  if (envelopeFrom === '') return 'no return path';
  const submitted = headers.get('auto-submitted')?.toLowerCase() ?? 'no';
  if (!submitted.startsWith('no')) return 'Auto-Submitted';
  if (/^(bulk|junk|list)\b/i.test(headers.get('precedence') ?? '')) return 'Precedence';
  for (const name of ['list-id', 'list-unsubscribe', 'x-autoreply', 'x-autorespond', 'x-loop'])
    if (headers.has(name)) return name;
  const isReport = /^multipart\/report/i.test(headers.get('content-type') ?? '');
  return isReport ? 'multipart/report' : null;
}

/** A mail that has been through so many servers will never arrive (RFC 5321, 6.3). */
export function isLooping(received: number): boolean {
  return received > MAX_HOPS;
}

const FINAL = /^Action:[ \t]*failed/im;

/**
 * Ids of the notices that a report says were not delivered; a delay is none.
 * @param source the report as it came, in which the mail's own headers stand
 * @param domain behind the @ of our Message-IDs
 */
export function bouncedNotices(source: string, domain: string): string[] {
  if (!FINAL.test(source)) return [];
  const escaped = domain.replace(/[.\\+*?^$()[\]{}|]/g, '\\$&');
  const own = new RegExp(
    `<([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})@${escaped}>`,
    'g',
  );
  return [...new Set([...source.matchAll(own)].map(([, id = '']) => id))];
}
