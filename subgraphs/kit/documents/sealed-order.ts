import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const TOKEN_SHAPE = /^[\w-]{43}$/;

/** An order as it is kept: nobody reads it without the token, which is kept nowhere. */
export interface SealedOrder {
  id: string;
  token: string;
  content: Buffer;
}

/** Seals an order under a new token of 256 random bits. */
export function sealOrder(order: unknown): SealedOrder {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(token), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(order)), cipher.final()]);
  const content = Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  return { id: idOf(token), token, content };
}

/** @throws Error where the content was not sealed under this token, or was changed since */
export function openOrder(token: string, content: Uint8Array): unknown {
  const bytes = Buffer.from(content);
  const start = NONCE_BYTES + TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(token), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, start));
  const text = Buffer.concat([decipher.update(bytes.subarray(start)), decipher.final()]);
  return JSON.parse(text.toString('utf8'));
}

export function isToken(text: string): boolean {
  return TOKEN_SHAPE.test(text);
}

/** Under what a sealed order is found; the token cannot be told from it. */
export function idOf(token: string): string {
  return createHash('sha256').update(`id:${token}`).digest('hex');
}

function keyOf(token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', 'document order', 32));
}
