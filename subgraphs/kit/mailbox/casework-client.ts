import { Agent, request } from 'undici';
import { z } from 'zod';
import { REQUEST_ID_HEADER } from '../../../schema/contract/actor.ts';
import { DeliveryError } from '../outbox/delivery-error.ts';
import { transportCode } from '../outbox/transport-code.ts';
import type { SignActor } from '../process/actor-signer.ts';

export interface CaseworkClientDeps {
  /** casework's GraphQL endpoint. */
  caseworkUrl: string;
  /** Signs as `mailbox:<speaksAs>`. */
  signActor: SignActor;
  /** Begin of the ids of its letters. */
  speaksAs: string;
  timeoutMs?: number;
}

interface CaseworkCall {
  query: string;
  variables: Record<string, unknown>;
  requestId: string;
  signal: AbortSignal;
}

/** Speaks to casework as a mailbox; closes its connections. */
export interface CaseworkClient extends AsyncDisposable {
  /**
   * @returns `data` of the answer
   * @throws DeliveryError; a coded answer of casework is a refusal
   */
  call: (call: CaseworkCall) => Promise<Record<string, unknown>>;
}

/** Codes by which casework says that it failed, not that it refuses. */
const FAULTS = new Set(['INTERNAL_SERVER_ERROR', 'SUBGRAPH_UNAVAILABLE']);

const answerShape = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }).optional() })).optional(),
});

export function createCaseworkClient(deps: CaseworkClientDeps): CaseworkClient {
  const { timeoutMs = 5_000 } = deps;
  const agent = new Agent({ connections: 8 });
  return {
    call: async ({ query, variables, requestId, signal }) => {
      const { status, text } = await post(agent, deps, {
        body: JSON.stringify({ query, variables }),
        requestId,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      return readAnswer(status, text);
    },
    [Symbol.asyncDispose]: () => agent.close(),
  };
}

async function post(
  agent: Agent,
  deps: CaseworkClientDeps,
  call: { body: string; requestId: string; signal: AbortSignal },
): Promise<{ status: number; text: string }> {
  const { speaksAs } = deps;
  const token = await deps.signActor({
    role: 'SYSTEM',
    id: `mailbox:${speaksAs}`,
    unit: speaksAs,
  });
  try {
    const response = await request(deps.caseworkUrl, {
      method: 'POST',
      dispatcher: agent,
      signal: call.signal,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        [REQUEST_ID_HEADER]: call.requestId,
      },
      body: call.body,
    });
    return { status: response.statusCode, text: await response.body.text() };
  } catch (error) {
    throw new DeliveryError(transportCode(error), false, { cause: error });
  }
}

function readAnswer(status: number, text: string): Record<string, unknown> {
  const answer = parseAnswer(text);
  if (!answer) throw new DeliveryError(`HTTP_${status}`, false);
  const failure = answer.errors?.[0];
  if (failure) {
    const code = failure.extensions?.code ?? 'INTERNAL_SERVER_ERROR';
    throw new DeliveryError(code, !FAULTS.has(code));
  }
  if (!answer.data) throw new DeliveryError('ANSWER_INVALID', false);
  return answer.data;
}

function parseAnswer(text: string): z.output<typeof answerShape> | null {
  try {
    return answerShape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
