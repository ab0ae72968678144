import { Agent, request } from 'undici';
import { z } from 'zod';
import { DeliveryError } from '../../../outbox/delivery-error.ts';
import { transportCode } from '../../../outbox/transport-code.ts';
import type { Clock } from '../../../time/clock.ts';
import type { AskStatus } from '../../notices/follow-sent.ts';
import type { SmsProvider } from '../channel-settings.ts';
import { sign, SIGNATURE_HEADER } from './signature.ts';

interface SmsStatusDeps {
  provider: SmsProvider;
  clock: Clock;
  timeoutMs?: number;
}

/** Asks a provider of text messages; closes its connections. */
interface SmsStatus extends AsyncDisposable {
  ask: AskStatus;
}

const MAX_ANSWER_CHARS = 10_000;

const answerShape = z.object({
  state: z.enum(['ACCEPTED', 'DELIVERED', 'FAILED', 'EXPIRED']),
  code: z
    .string()
    .regex(/^[A-Z0-9_]{1,40}$/)
    .nullish(),
});

/** What became of a message, for providers that cannot call back; see ../README.md. */
export function createSmsStatus({ provider, clock, timeoutMs = 10_000 }: SmsStatusDeps): SmsStatus {
  const agent = new Agent({ connections: 4 });
  return {
    ask: async (noticeId, signal) => {
      const path = `/messages/${noticeId}`;
      const ends = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      const headers = { [SIGNATURE_HEADER]: sign(provider.key, path, clock.now()) };
      const options = { dispatcher: agent, signal: ends, headers };
      try {
        const { statusCode, body } = await request(`${provider.url}${path}`, options);
        return readStatus(statusCode, await body.text());
      } catch (error) {
        if (error instanceof DeliveryError) throw error;
        throw new DeliveryError(transportCode(error), false, { cause: error });
      }
    },
    [Symbol.asyncDispose]: () => agent.close(),
  };
}

function readStatus(status: number, text: string): Awaited<ReturnType<AskStatus>> {
  if (status === 404) return null;
  if (status !== 200) throw new DeliveryError(`HTTP_${status}`, false);
  const answer = answerShape.safeParse(parse(text.slice(0, MAX_ANSWER_CHARS))).data;
  switch (answer?.state) {
    case 'ACCEPTED':
      return null;
    case 'DELIVERED':
      return { state: 'DELIVERED' };
    case 'FAILED':
      return { state: 'FAILED', code: answer.code ?? 'UNDELIVERED' };
    case 'EXPIRED':
      return { state: 'FAILED', code: answer.code ?? 'EXPIRED' };
    case undefined:
      throw new DeliveryError('ANSWER_INVALID', false);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
