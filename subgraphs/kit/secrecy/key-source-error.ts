import type { z } from 'zod';

type KeySourceReason =
  /** No source of keys is named. */
  | 'KEYS_NOT_GIVEN'
  /** More than one is. */
  | 'KEYS_GIVEN_TWICE'
  /** The file of the keys or of the token cannot be read. */
  | 'KEYS_UNREADABLE'
  /** What came is no ring of keys. */
  | 'KEYS_MALFORMED'
  /** The key service has answered, and gives no keys to this process. */
  | 'KEYS_REFUSED'
  /** The key service could not be asked, however often that was tried. */
  | 'KEYS_UNREACHABLE'
  /** Read anew, a key that is known has become another. */
  | 'KEYS_CHANGED';

/** Why a process has no keys and does not start, or keeps those it has; the message never holds anything of a key. */
export class KeySourceError extends Error {
  readonly code: KeySourceReason;

  constructor(code: KeySourceReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What is wrong with a ring, by its places alone. @param source variable that names where it came from */
export function malformedKeys(source: string, { issues }: z.ZodError): KeySourceError {
  const faults = issues.map(({ path, message }) =>
    [path.join('.'), message].filter((part) => part !== '').join(': '),
  );
  return new KeySourceError('KEYS_MALFORMED', `${source}: ${faults.join('; ')}`);
}
