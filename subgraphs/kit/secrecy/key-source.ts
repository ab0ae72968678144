import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Logger } from '../process/log.ts';
import { keyRingSetting, type KeyRing } from './key-ring.ts';
import type { KeyRenewalSource } from './key-renewal.ts';
import { KeySourceError, malformedKeys } from './key-source-error.ts';
import { askKeyService, type KeyServicePatience } from './key-service.ts';

/** Environment variables of where the keys for data at rest come from: exactly one of the first three. */
export const keySourceSettings = {
  /** The ring itself, see keyRingSetting. */
  PERSONAL_DATA_KEYS: keyRingSetting.optional(),
  /** A file that holds it, as Docker and Kubernetes mount secrets. */
  PERSONAL_DATA_KEYS_FILE: z.string().optional(),
  /** A key service that hands it out, see key-service.ts. */
  PERSONAL_DATA_KEYS_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** What the service knows the process by; at most one of the two. */
  PERSONAL_DATA_KEYS_TOKEN: z.string().optional(),
  /** A file that holds it; read for each attempt, since agents renew tokens in their files. */
  PERSONAL_DATA_KEYS_TOKEN_FILE: z.string().optional(),
};

export type KeySourceSettings = z.output<z.ZodObject<typeof keySourceSettings>>;

/**
 * The keys for data at rest, from wherever the settings say.
 * @throws KeySourceError
 */
export async function readKeyRing(
  settings: KeySourceSettings,
  log: Logger,
  patience?: KeyServicePatience,
): Promise<KeyRing> {
  checkSources(settings);
  const {
    PERSONAL_DATA_KEYS: ring,
    PERSONAL_DATA_KEYS_FILE: file,
    PERSONAL_DATA_KEYS_URL: url,
  } = settings;
  if (ring !== undefined) return ring;
  if (file !== undefined) return readRingFile(file);
  if (url !== undefined)
    return askKeyService({ url, readToken: () => readToken(settings), log }, patience);
  throw new KeySourceError(
    'KEYS_NOT_GIVEN',
    'PERSONAL_DATA_KEYS: expected it, PERSONAL_DATA_KEYS_FILE or PERSONAL_DATA_KEYS_URL, came none',
  );
}

/** How often they are read anew, see startKeyRenewal. */
const RENEW_MS = 60_000;
/** The next time is soon. */
const ONCE: KeyServicePatience = { timeoutMs: 5_000, pausesMs: [] };

/** The same source for a process that runs; what its environment holds cannot change. */
export function keyRenewalSource(
  settings: KeySourceSettings,
  log: Logger,
): KeyRenewalSource | undefined {
  if (settings.PERSONAL_DATA_KEYS !== undefined) return undefined;
  return { reread: () => readKeyRing(settings, log, ONCE), everyMs: RENEW_MS };
}

/** What is given twice would be a guess, and the wrong keys lose what they seal. */
function checkSources(settings: KeySourceSettings): void {
  const groups = [
    ['PERSONAL_DATA_KEYS', 'PERSONAL_DATA_KEYS_FILE', 'PERSONAL_DATA_KEYS_URL'],
    ['PERSONAL_DATA_KEYS_TOKEN', 'PERSONAL_DATA_KEYS_TOKEN_FILE'],
  ] as const;
  for (const group of groups) {
    const given = group.filter((name) => settings[name] !== undefined);
    if (given.length > 1)
      throw new KeySourceError(
        'KEYS_GIVEN_TWICE',
        `expected one of ${group.join(', ')}, came ${given.join(' and ')}`,
      );
  }
}

async function readRingFile(file: string): Promise<KeyRing> {
  const parsed = keyRingSetting.safeParse(await readSecret('PERSONAL_DATA_KEYS_FILE', file));
  if (parsed.success) return parsed.data;
  throw malformedKeys('PERSONAL_DATA_KEYS_FILE', parsed.error);
}

async function readToken({
  PERSONAL_DATA_KEYS_TOKEN: token,
  PERSONAL_DATA_KEYS_TOKEN_FILE: file,
}: KeySourceSettings): Promise<string | null> {
  if (file === undefined) return token ?? null;
  return (await readSecret('PERSONAL_DATA_KEYS_TOKEN_FILE', file)).trim();
}

async function readSecret(name: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new KeySourceError('KEYS_UNREADABLE', `${name}: expected a file that can be read`, {
      cause,
    });
  });
}
