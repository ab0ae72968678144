import { Agent, errors, request } from 'undici';
import { z } from 'zod';
import type { SignActor } from '../process/actor-signer.ts';
import { REQUEST_ID_HEADER } from '../../../schema/contract/actor.ts';
import { DeliveryError } from '../outbox/delivery-error.ts';
import type { OutgoingMessage } from '../outbox/relay.ts';
import { REGISTRATION_TOPIC } from './registration.ts';

export interface RegisterPetitionDeps {
  /** casework's GraphQL endpoint. */
  caseworkUrl: string;
  /** Signs as `mailbox:<speaksAs>`. */
  signActor: SignActor;
  /** Begin of the ids of its letters. */
  speaksAs: string;
  /** What the mailbox tells casework besides: mutations by topic; the payload holds their variables. */
  ownMutations?: Readonly<Record<string, string>>;
  timeoutMs?: number;
}

/** Deliverer of a mailbox's outbox; closes its connections. */
export interface RegisterPetition extends AsyncDisposable {
  /** @throws DeliveryError; a coded answer of casework is a refusal */
  deliver: (message: OutgoingMessage, signal: AbortSignal) => Promise<void>;
}

const MUTATION = `mutation RegisterPetition($petition: RegisterPetitionInput!) {
  registerPetition(petition: $petition) { wasAlreadyRegistered }
}`;

/** What every message holds: the variables of its mutation, and the request that made it. */
interface OutgoingPayload extends Record<string, unknown> {
  requestId: string;
}

/** Codes by which casework says that it failed, not that it refuses. */
const FAULTS = new Set(['INTERNAL_SERVER_ERROR', 'SUBGRAPH_UNAVAILABLE']);

const answerShape = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }).optional() })).optional(),
});

/** Hands letters over to casework, which registers each petition id once. */
export function createRegisterPetition(deps: RegisterPetitionDeps): RegisterPetition {
  const { timeoutMs = 5_000, ownMutations = {} } = deps;
  const agent = new Agent({ connections: 8 });
  return {
    deliver: async (message, signal) => {
      const { requestId, ...variables } = message.payload as OutgoingPayload;
      const query = message.topic === REGISTRATION_TOPIC ? MUTATION : ownMutations[message.topic];
      if (query === undefined) throw new DeliveryError('TOPIC_UNKNOWN', true);
      const { status, text } = await post(agent, deps, {
        body: JSON.stringify({ query, variables }),
        requestId,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      checkAnswer(status, text);
    },
    [Symbol.asyncDispose]: () => agent.close(),
  };
}

async function post(
  agent: Agent,
  deps: RegisterPetitionDeps,
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

function checkAnswer(status: number, text: string): void {
  const answer = parseAnswer(text);
  if (!answer) throw new DeliveryError(`HTTP_${status}`, false);
  const failure = answer.errors?.[0];
  if (failure) {
    const code = failure.extensions?.code ?? 'INTERNAL_SERVER_ERROR';
    throw new DeliveryError(code, !FAULTS.has(code));
  }
  if (!Object.values(answer.data ?? {})[0]) throw new DeliveryError('ANSWER_INVALID', false);
}

function parseAnswer(text: string): z.output<typeof answerShape> | null {
  try {
    return answerShape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** ECONNREFUSED and the like, or the name of an abort. */
function transportCode(error: unknown): string {
  if (error instanceof errors.UndiciError) return error.code;
  if (!Error.isError(error)) return 'TRANSPORT_FAILED';
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : error.name;
}
