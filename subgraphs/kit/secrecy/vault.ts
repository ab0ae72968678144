import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';

/** Seals texts so that whoever reads the database alone learns nothing from them. */
export interface Vault {
  /** @param place where it will stand, such as `petition.name:<id>`; it opens nowhere else */
  seal: (text: string, place: string) => string;
  /**
   * As `seal`, but equal texts of one place are sealed alike under one key: it can be seen that they
   * are equal, and nothing else. For columns whose writer must tell whether a text has changed.
   */
  sealAlike: (text: string, place: string) => string;
  /**
   * What was stored before there were keys is returned as it is.
   * @throws Error where it was changed, moved or sealed with a key that is gone
   */
  open: (stored: string, place: string) => string;
  /** Begin of everything that is sealed with the key that is current now. */
  readonly currentPrefix: string;
  /** The same for equal texts, by which sealed ones are found; tells nothing without the key. */
  indexOf: (text: string, purpose: string) => string;
}

/** Begin of everything that is sealed. */
export const SEAL_MARK = 'sealed:';
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const prefixOf = (id: string): string => `${SEAL_MARK}${id}:`;

/**
 * AES-256-GCM with a fresh nonce each; the place is authenticated along with the text.
 * @param ring may become another while the vault is used, see createKeyHolder
 */
export function createVault(ring: KeyRing): Vault {
  const keyOf = (id: string): Buffer => {
    const key = ring.keys.get(id);
    if (key) return key;
    throw new Error(`what is sealed with the key "${id}" cannot be opened: the key is gone`);
  };
  const sealWith = (nonce: Buffer, text: string, place: string): string => {
    const { current } = ring;
    const cipher = createCipheriv(ALGORITHM, keyOf(current), nonce);
    cipher.setAAD(Buffer.from(place));
    const sealed = [cipher.update(text, 'utf8'), cipher.final()];
    const bytes = Buffer.concat([nonce, cipher.getAuthTag(), ...sealed]);
    return prefixOf(current) + bytes.toString('base64url');
  };
  return {
    get currentPrefix() {
      return prefixOf(ring.current);
    },
    seal: (text, place) => sealWith(randomBytes(NONCE_BYTES), text, place),
    // a nonce must never serve two texts, so it is drawn from the text itself, as a synthetic IV is
    sealAlike: (text, place) => {
      const nonceKey = createHmac('sha256', keyOf(ring.current)).update('nonce').digest();
      const drawn = createHmac('sha256', nonceKey).update(`${place}\0${text}`).digest();
      return sealWith(drawn.subarray(0, NONCE_BYTES), text, place);
    },
    open: (stored, place) => {
      const [id, text] = stored.startsWith(SEAL_MARK)
        ? stored.slice(SEAL_MARK.length).split(':', 2)
        : [];
      if (id === undefined || text === undefined) return stored;
      const bytes = Buffer.from(text, 'base64url');
      const decipher = createDecipheriv(ALGORITHM, keyOf(id), bytes.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([opened, decipher.final()]).toString('utf8');
    },
    indexOf: (text, purpose) =>
      createHmac('sha256', ring.index).update(`${purpose}\0${text}`).digest('base64url'),
  };
}
