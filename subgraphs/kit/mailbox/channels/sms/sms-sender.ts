import { Agent, request } from 'undici';
import { z } from 'zod';
import { DeliveryError } from '../../../outbox/delivery-error.ts';
import { transportCode } from '../../../outbox/transport-code.ts';
import type { Clock } from '../../../time/clock.ts';
import type { Sender, SendOutcome } from '../../notices/sender.ts';
import type { SmsProvider } from '../channel-settings.ts';
import { sign, SIGNATURE_HEADER } from './signature.ts';

interface SmsSenderDeps {
  provider: SmsProvider;
  /** The number the messages come from; the provider's choice without it. */
  from: string | null;
  clock: Clock;
  timeoutMs?: number;
}

const answerShape = z.object({
  state: z.enum(['ACCEPTED', 'DELIVERED', 'REJECTED']),
  code: z
    .string()
    .regex(/^[A-Z0-9_]{1,40}$/)
    .optional(),
});

/** Statuses by which an HTTP server says that it may go better later. */
const PASSING = new Set([401, 403, 404, 408, 425, 429]);

/** Sends notices through the provider of text messages; see ../README.md for its interface. */
export function createSmsSender(deps: SmsSenderDeps): Sender {
  const { provider, from, clock, timeoutMs = 10_000 } = deps;
  const agent = new Agent({ connections: 8 });
  return {
    send: async (id, { to, text }, signal) => {
      const body = JSON.stringify({ id, to, text, ...(from !== null && { from }) });
      const headers = {
        'content-type': 'application/json',
        'idempotency-key': id,
        [SIGNATURE_HEADER]: sign(provider.key, body, clock.now()),
      };
      const ends = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      return readAnswer(await post(`${provider.url}/messages`, agent, { body, headers }, ends));
    },
    [Symbol.asyncDispose]: () => agent.close(),
  };
}

async function post(
  url: string,
  agent: Agent,
  { body, headers }: { body: string; headers: Record<string, string> },
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  try {
    const options = { method: 'POST', dispatcher: agent, signal, headers, body } as const;
    const response = await request(url, options);
    return { status: response.statusCode, text: await response.body.text() };
  } catch (error) {
    throw new DeliveryError(transportCode(error), false, { cause: error });
  }
}

function readAnswer({ status, text }: { status: number; text: string }): SendOutcome {
  if (status >= 500 || PASSING.has(status)) {
    // A provider that does not know us wants somebody to look.
    throw new DeliveryError(`HTTP_${status}`, status < 408);
  }
  if (status >= 400) return { state: 'FAILED', code: readCode(text) ?? `HTTP_${status}` };
  const answer = answerShape.safeParse(parse(text)).data;
  switch (answer?.state) {
    case 'ACCEPTED':
      return { state: 'SENT' };
    case 'DELIVERED':
      return { state: 'DELIVERED' };
    case 'REJECTED':
      return { state: 'FAILED', code: answer.code ?? 'REJECTED' };
    case undefined:
      throw new DeliveryError('ANSWER_INVALID', false);
  }
}

function readCode(text: string): string | null {
  return answerShape.pick({ code: true }).safeParse(parse(text)).data?.code ?? null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
