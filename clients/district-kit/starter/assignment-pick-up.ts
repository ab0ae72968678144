import { readFile } from 'node:fs/promises';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import { backOff } from './back-off.ts';
import type { PickedUp } from './letter.ts';

const SUBSCRIPTION = `subscription NewAssignments($units: [ID!], $after: String) {
  assignmentIssued(units: $units, after: $after) { cursor assignment { id } }
}`;

interface PickUpDeps {
  /** `district:511602`. */
  district: string;
  /** The city's gateway. */
  cityUrl: string;
  tokenFile: string;
  lastCursor: () => string | null;
  /** Keeps the assignment and its cursor together. */
  pickUp: (assignment: PickedUp) => Promise<void>;
  log: Logger;
}

/**
 * Picks up what the city gives the district to do, from the last cursor on: what was issued while
 * this system was away comes first.
 */
export function followAssignments(deps: PickUpDeps): AsyncDisposable {
  const stop = new AbortController();

  async function open(): Promise<Response> {
    const token = deps.tokenFile === '' ? null : (await readFile(deps.tokenFile, 'utf8')).trim();
    const variables = { units: [deps.district], after: deps.lastCursor() };
    const response = await fetch(deps.cityUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: SUBSCRIPTION, variables }),
      signal: stop.signal,
    });
    if (response.ok && response.body) return response;
    throw new Error(`the city answered ${String(response.status)}`);
  }

  async function followOnce(onOpen: () => void): Promise<void> {
    const { body } = await open();
    onOpen();
    let text = '';
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = `${text}${chunk}`.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) await take(event);
    }
  }

  async function take(event: string): Promise<void> {
    const data = /^data: (.+)$/m.exec(event)?.[1];
    if (data === undefined) return;
    const { data: answer, errors } = JSON.parse(data) as {
      data?: { assignmentIssued: { cursor: string; assignment: { id: string } } } | null;
      errors?: { extensions?: { code?: string } }[];
    };
    if (!answer) throw new Error(`the city refused: ${errors?.[0]?.extensions?.code ?? ''}`);
    const { cursor, assignment } = answer.assignmentIssued;
    await deps.pickUp({ cursor, assignmentId: assignment.id });
    deps.log.info({ assignmentId: assignment.id }, 'assignment picked up');
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stop.signal.aborted) {
      failures += 1;
      await followOnce(() => {
        failures = 1;
      }).catch((error: unknown) => {
        if (!stop.signal.aborted) deps.log.warn({ err: error }, 'not following assignments');
      });
      await backOff(failures, stop.signal);
    }
  }

  const running = run();
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running;
    },
  };
}
