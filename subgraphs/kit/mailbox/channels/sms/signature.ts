import { createHmac, timingSafeEqual } from 'node:crypto';

/** Header that carries the signature, both ways. */
export const SIGNATURE_HEADER = 'x-signature';

/** A message that is older, or from later, is refused: it may be one that somebody has overheard. */
const WINDOW_SECONDS = 300;
const FORM = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/** `t=<seconds since 1970>,v1=<HMAC-SHA-256 of "<t>.<body>", hexadecimal>`. */
export function sign(key: Buffer, body: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  return `t=${seconds},v1=${digest(key, seconds, body)}`;
}

/** Whether a body was signed with the key within the last five minutes. */
export function isSigned(
  key: Buffer,
  { body, header, now }: { body: string; header: string | undefined; now: Date },
): boolean {
  const [, time, given] = FORM.exec(header ?? '') ?? [];
  if (time === undefined || given === undefined) return false;
  const seconds = Number(time);
  if (Math.abs(now.getTime() / 1000 - seconds) > WINDOW_SECONDS) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(digest(key, seconds, body)));
}

function digest(key: Buffer, seconds: number, body: string): string {
  return createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex');
}
