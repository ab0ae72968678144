import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from 'jose';
import { z } from 'zod';
import { ACTOR_TOKEN } from '../../schema/contract/actor.ts';

export const MAILBOXES = ['mayor', 'district', 'department', 'national'] as const;
export type Mailbox = (typeof MAILBOXES)[number];

/** Key id of the development issuer. */
export const DEV_ISSUER_KEY_ID = 'dev-issuer';

/** Key id of a mailbox, such as mailbox:mayor. */
export function mailboxKeyId(mailbox: Mailbox): string {
  return `${ACTOR_TOKEN.mailboxKeyIdPrefix}${mailbox}`;
}

const KEY_IDS = [ACTOR_TOKEN.gatewayKeyId, ...MAILBOXES.map(mailboxKeyId), DEV_ISSUER_KEY_ID];

const keyRing = z.strictObject({
  current: z.string(),
  keys: z.record(z.string(), z.string()),
  index: z.string(),
});

const shape = z.strictObject({
  databasePassword: z.string().min(16),
  /** Private Ed25519 JWKs by key id. */
  keys: z.record(z.string(), z.looseObject({ kty: z.literal('OKP'), kid: z.string() })),
  /** See keyRingSetting of the kit; older folders have none yet. */
  personalDataKeys: keyRing.optional(),
  caseworkKeys: keyRing.optional(),
});

export interface Secrets {
  databasePassword: string;
  /** @throws Error for an unknown key id */
  privateKey(keyId: string): JWK;
  /** Public halves of all keys that sign actors. */
  actorKeys: JSONWebKeySet;
  /** Keys that seal personal data in the database, as the mailboxes' setting has them. */
  personalDataKeys: z.output<typeof keyRing>;
  /** Keys that seal the secrets of webhooks; casework's own, which must not open what a mailbox sealed. */
  caseworkKeys: z.output<typeof keyRing>;
}

/** Reads the secrets of a data folder; makes them on the first start, readable by nobody else. */
export async function readOrCreateSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  const text = await readFile(file, 'utf8').catch(nullIfMissing);
  if (text === null) {
    await writeSecrets(dataDir, file, await generateSecrets());
    return readOrCreateSecrets(dataDir);
  }
  const parsed = shape.safeParse(parseJson(text));
  if (parsed.success && KEY_IDS.every((id) => parsed.data.keys[id])) {
    const { personalDataKeys, caseworkKeys } = parsed.data;
    const completed = {
      ...parsed.data,
      personalDataKeys: personalDataKeys ?? generateKeyRing(),
      caseworkKeys: caseworkKeys ?? generateKeyRing(),
    };
    if (!personalDataKeys || !caseworkKeys) await writeSecrets(dataDir, file, completed);
    return toSecrets(completed);
  }
  throw new Error(`${file}: expected a database password and the keys ${KEY_IDS.join(', ')}.`);
}

/** Gives the values their uses. */
export function toSecrets({ databasePassword, keys, ...rings }: SecretValues): Secrets {
  const privateKey = (keyId: string): JWK => {
    const key = keys[keyId];
    if (!key) throw new Error(`Expected one of the keys ${KEY_IDS.join(', ')}, came ${keyId}.`);
    return key;
  };
  const signers = KEY_IDS.filter((id) => id !== DEV_ISSUER_KEY_ID);
  const actorKeys = { keys: signers.map((id) => toPublic(privateKey(id))) };
  return { databasePassword, privateKey, actorKeys, ...rings };
}

/** What secrets.json holds. */
export type SecretValues = z.output<typeof shape> &
  Pick<Secrets, 'personalDataKeys' | 'caseworkKeys'>;

/** Makes a new password and new keys. */
export async function generateSecrets(): Promise<SecretValues> {
  const keys = await Promise.all(KEY_IDS.map(createKey));
  return {
    databasePassword: randomBytes(24).toString('base64url'),
    keys: Object.fromEntries(keys.map((key) => [key.kid, key])),
    personalDataKeys: generateKeyRing(),
    caseworkKeys: generateKeyRing(),
  };
}

function generateKeyRing(): z.output<typeof keyRing> {
  const createKeyText = (): string => randomBytes(32).toString('base64url');
  return { current: 'first', keys: { first: createKeyText() }, index: createKeyText() };
}

async function writeSecrets(dataDir: string, file: string, secrets: SecretValues): Promise<void> {
  // The database's account must pass through to its own folder, but not list this one.
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const unfinished = `${file}.new`;
  {
    await using handle = await open(unfinished, 'w', 0o600);
    await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await handle.sync();
  }
  await rename(unfinished, file);
}

async function createKey(kid: string): Promise<SecretValues['keys'][string]> {
  const { privateKey } = await generateKeyPair(ACTOR_TOKEN.algorithm, {
    crv: 'Ed25519',
    extractable: true,
  });
  const { x, d } = await exportJWK(privateKey);
  const alg = ACTOR_TOKEN.algorithm;
  return { kty: 'OKP', crv: 'Ed25519', x, d, kid, alg, use: 'sig' };
}

function toPublic({ kty, crv, x, kid, alg, use }: JWK): JWK {
  return { kty, crv, x, kid, alg, use } as JWK;
}

/** What is there and cannot be read must not be made anew: all that it sealed would be lost. */
function nullIfMissing(error: unknown): null {
  if ((error as { code?: string }).code === 'ENOENT') return null;
  throw error;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
