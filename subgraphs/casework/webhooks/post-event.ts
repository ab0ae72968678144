import { signatureOf, type Message } from './webhook.rules.ts';

interface Receiver {
  url: string;
  secret: string;
}

/** What became of one try. */
export interface Delivery {
  /** Null where nobody answered. */
  status: number | null;
  /** Null where it was taken, else `HTTP_503`, `ECONNREFUSED` and the like. */
  failure: string | null;
}

/**
 * Sends one event. A redirect is not followed: it would carry events to a place nobody decided on.
 * @param now for the signature, so that nobody can send it again later
 * @param signal also ends a try that takes too long
 */
export async function postEvent(
  { url, secret }: Receiver,
  { id, body }: Message,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<Delivery> {
  const timestamp = Math.floor(now.getTime() / 1000);
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatureOf(secret, { id, timestamp, body }),
      },
      body,
    });
    await response.body?.cancel();
    const { ok, status } = response;
    return { status, failure: ok ? null : `HTTP_${String(status)}` };
  } catch (error) {
    return { status: null, failure: transportCode(error) };
  }
}

function transportCode(error: unknown): string {
  if (!Error.isError(error)) return 'TRANSPORT_FAILED';
  const cause = Error.isError(error.cause) ? error.cause : error;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
}
