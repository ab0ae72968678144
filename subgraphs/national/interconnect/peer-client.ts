import { Agent, request } from 'undici';
import type { z } from 'zod';
import { transportCode } from '../../kit/outbox/transport-code.ts';
import { DeliveryError } from '../../kit/outbox/delivery-error.ts';
import {
  figuresShape,
  matterPageShape,
  type Figures,
  type MatterPage,
  type Result,
} from './peer-contract.ts';
import type { PeerSettings } from './peer-settings.ts';

/** Speaks to peers by the contract of schema/contract/peers.md; each has connections of its own. */
export interface PeerClient extends AsyncDisposable {
  /** Codes of the peers that it can reach. */
  codes: readonly string[];
  /** @throws DeliveryError */
  pull: (code: string, after: string | null, signal: AbortSignal) => Promise<MatterPage>;
  /** @throws DeliveryError; 4xx is a refusal */
  push: (code: string, result: Result, signal: AbortSignal) => Promise<void>;
  /** @throws DeliveryError */
  readFigures: (code: string, days: { from: string; to: string }) => Promise<Figures>;
}

interface Call {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

type Send = (call: Call) => Promise<string>;

const PAGE_MATTERS = 100;
const CONNECTIONS = 4;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export function createPeerClient(settings: Omit<PeerSettings, 'pollMs'>): PeerClient {
  const agents: Agent[] = [];
  const senders = new Map<string, Send>();
  for (const [code, endpoint] of Object.entries(settings.endpoints)) {
    const agent = new Agent({ connections: CONNECTIONS, maxResponseSize: MAX_ANSWER_BYTES });
    agents.push(agent);
    senders.set(code, createSend(agent, endpoint, settings.timeoutMs));
  }
  const sendTo = (code: string): Send => {
    const send = senders.get(code);
    if (send) return send;
    throw new DeliveryError('NOT_CONFIGURED', false);
  };
  return {
    codes: [...senders.keys()],
    pull: async (code, after, signal) => {
      const query = new URLSearchParams({ first: String(PAGE_MATTERS), ...(after && { after }) });
      const text = await sendTo(code)({ method: 'GET', path: `/matters?${query}`, signal });
      return readAs(matterPageShape, text);
    },
    push: async (code, result, signal) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': result.id };
      const body = JSON.stringify(result);
      await sendTo(code)({ method: 'POST', path: '/results', headers, body, signal });
    },
    readFigures: async (code, days) => {
      const query = new URLSearchParams(days);
      return readAs(figuresShape, await sendTo(code)({ method: 'GET', path: `/figures?${query}` }));
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(agents.map((agent) => agent.destroy()));
    },
  };
}

function createSend(
  agent: Agent,
  endpoint: { url: string; token: string },
  timeoutMs: number,
): Send {
  return async ({ method, path, headers, body, signal }) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await request(endpoint.url + path, {
        method,
        dispatcher: agent,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${endpoint.token}`,
          ...headers,
        },
        ...(body !== undefined && { body }),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      const text = await response.body.text();
      checkStatus(response.statusCode);
      return text;
    } catch (error) {
      if (error instanceof DeliveryError) throw error;
      const code = timeout.aborted ? 'TIMEOUT' : transportCode(error);
      throw new DeliveryError(code, false, { cause: error });
    }
  };
}

/** "Later" and "not now" are no refusals. */
const PASSING = new Set([408, 425, 429]);

function checkStatus(status: number): void {
  if (status >= 200 && status < 300) return;
  const isRefusal = status >= 400 && status < 500 && !PASSING.has(status);
  throw new DeliveryError(`HTTP_${status}`, isRefusal);
}

function readAs<Shape extends z.ZodType>(shape: Shape, text: string): z.output<Shape> {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    // The cause would quote the answer, which is full of personal data.
    throw new DeliveryError('ANSWER_INVALID', false);
  }
}
