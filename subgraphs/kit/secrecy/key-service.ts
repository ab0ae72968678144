import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Logger } from '../process/log.ts';
import { keyRingShape, type KeyRing } from './key-ring.ts';
import { KeySourceError, malformedKeys } from './key-source-error.ts';

interface KeyServiceDeps {
  url: string;
  /** Null where the service knows the process otherwise, such as by its network. */
  readToken: () => Promise<string | null>;
  log: Logger;
}

/** How long a service that is not there is waited for. */
export interface KeyServicePatience {
  /** Of one attempt, from the connection to the last byte. */
  timeoutMs: number;
  /** Before each further attempt. */
  pausesMs: readonly number[];
}

/** Half a minute beside the attempts; whoever runs the process then starts it again. */
const USUAL_PATIENCE: KeyServicePatience = {
  timeoutMs: 5_000,
  pausesMs: [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000],
};

const NAME = 'PERSONAL_DATA_KEYS_URL';
const TOO_MANY_REQUESTS = 429;

/** Says that the same question may be answered later. */
class Unanswered extends Error {}

/**
 * Asks a key service for the ring: GET with `Authorization: Bearer <token>`, answered with 200 and
 * the ring as JSON, or with what HashiCorp Vault's KV v2 wraps around it. Asks again while there is no
 * answer, a 429 or a 5xx.
 * @throws KeySourceError
 */
export async function askKeyService(
  deps: KeyServiceDeps,
  { timeoutMs, pausesMs }: KeyServicePatience = USUAL_PATIENCE,
): Promise<KeyRing> {
  for (const [attempt, pauseMs] of [...pausesMs, null].entries()) {
    try {
      return toRing(await request(deps, timeoutMs));
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      const reason = `the key service gave no answer: ${error.message}`;
      if (pauseMs === null)
        throw new KeySourceError('KEYS_UNREACHABLE', `${NAME}: ${reason}`, { cause: error });
      deps.log.warn({ attempt: attempt + 1, pauseMs }, `${reason}; it is asked again`);
      await delay(pauseMs);
    }
  }
  throw new Error('expected an attempt');
}

async function request({ url, readToken }: KeyServiceDeps, timeoutMs: number): Promise<string> {
  const token = await readToken();
  const { status, text } = await get(url, token, timeoutMs).catch((cause: unknown) => {
    throw new Unanswered(reasonOf(cause), { cause });
  });
  if (status === 200) return text;
  if (status === TOO_MANY_REQUESTS || status >= 500) throw new Unanswered(`status ${status}`);
  throw new KeySourceError('KEYS_REFUSED', `${NAME}: expected status 200, came ${status}`);
}

async function get(
  url: string,
  token: string | null,
  timeoutMs: number,
): Promise<{ status: number; text: string }> {
  const response = await fetch(url, {
    headers: { accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    // keys come from the address that the operator named, and the token goes nowhere else
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status: response.status, text: await response.text() };
}

/** Such as ECONNREFUSED or TimeoutError: fetch hides the one behind its own words. */
function reasonOf(error: unknown): string {
  const cause = Error.isError(error) ? (error.cause ?? error) : error;
  if (!Error.isError(cause)) return 'unknown';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
}

const vaultAnswer = z.object({ data: z.object({ data: z.unknown() }) });

function toRing(text: string): KeyRing {
  const body = parseJson(text);
  const wrapped = vaultAnswer.safeParse(body);
  const parsed = keyRingShape.safeParse(wrapped.success ? wrapped.data.data.data : body);
  if (parsed.success) return parsed.data;
  throw malformedKeys(NAME, parsed.error);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new KeySourceError('KEYS_MALFORMED', `${NAME}: expected JSON`);
  }
}
