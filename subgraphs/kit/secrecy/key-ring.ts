import { z } from 'zod';

/** Keys for data at rest: one seals, all open; the index key never changes. */
export interface KeyRing {
  /** Id of the key that seals from now on. */
  current: string;
  /** 32 bytes each, by id; a key stays here until nothing is sealed with it any more. */
  keys: ReadonlyMap<string, Buffer>;
  /** 32 bytes for looking up what is sealed, without opening it; the same in all mailboxes of a city. */
  index: Buffer;
}

const KEY_BYTES = 32;
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

const keySetting = z
  .string()
  .transform((text) => Buffer.from(text, 'base64url'))
  .refine((key) => key.length === KEY_BYTES, `expected ${KEY_BYTES} bytes in base64url`);

/** A ring as it is written down: `{ "current": id, "keys": { id: key }, "index": key }`. */
export const keyRingShape = z
  .strictObject({
    current: z.string(),
    keys: z.record(
      z.string().regex(KEY_ID, 'expected up to 32 letters, digits, - or _'),
      keySetting,
    ),
    index: keySetting,
  })
  .refine(({ current, keys }) => Object.hasOwn(keys, current), {
    path: ['current'],
    message: 'expected the id of one of the keys',
  })
  .transform(({ keys, ...ring }): KeyRing => ({ ...ring, keys: new Map(Object.entries(keys)) }));

/** The same as JSON, of `PERSONAL_DATA_KEYS` or a file; nothing of it is ever logged. */
export const keyRingSetting = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'expected JSON' });
      return z.NEVER;
    }
  })
  .pipe(keyRingShape);
