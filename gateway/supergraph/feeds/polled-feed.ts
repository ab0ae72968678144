import { z } from 'zod';
import { createReader, type Reading, type SdlFeed } from './sdl-feed.ts';

interface PolledFeedDeps {
  url: string;
  everyMs: number;
  /** For one answer. */
  timeoutMs: number;
  /** What the subgraph wants to see before it answers. */
  headers: () => Promise<Record<string, string>>;
  onChange: () => void;
}

const MAX_REASON_LENGTH = 200;

const serviceShape = z.object({ data: z.object({ _service: z.object({ sdl: z.string() }) }) });
const errorsShape = z.object({ errors: z.array(z.object({ message: z.string() })).min(1) });

/** The SDL that a subgraph itself tells (`_service`), asked for again and again. */
export function openPolledFeed(deps: PolledFeedDeps): SdlFeed {
  const { everyMs, onChange } = deps;
  const { reading, readAgain } = createReader({ read: () => askForSdl(deps), onChange });
  const timer = setInterval(readAgain, everyMs).unref();
  return { reading, [Symbol.dispose]: () => clearInterval(timer) };
}

async function askForSdl({ url, headers, timeoutMs }: PolledFeedDeps): Promise<Reading> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        ...(await headers()),
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: JSON.stringify({ query: '{ _service { sdl } }' }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return readService(response.status, await response.text());
  } catch (error) {
    return unreachable(reasonOf(error));
  }
}

function readService(status: number, text: string): Reading {
  const body = parseJson(text);
  const service = serviceShape.safeParse(body);
  if (service.success) return { sdl: service.data.data._service.sdl };
  const refused = errorsShape.safeParse(body);
  const reason = refused.success ? refused.data.errors[0]?.message : 'another body';
  return unreachable(`status ${String(status)} with ${reason ?? 'another body'}`);
}

/** Without the address, which is nothing for whoever may look at the gateway's health. */
function unreachable(reason: string): Reading {
  const message = `Expected the SDL of the subgraph (_service), but got ${reason.slice(0, MAX_REASON_LENGTH)}.`;
  return { fault: { code: 'SUBGRAPH_UNREACHABLE', message } };
}

function reasonOf(error: unknown): string {
  const { cause, name } = error as { cause?: { code?: string }; name?: string };
  return cause?.code ?? name ?? 'no answer';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
