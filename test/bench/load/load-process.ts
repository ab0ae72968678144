import { isDeepStrictEqual } from 'node:util';
import { Client } from 'undici';
import type { LoadOrder, LoadResult } from './load.ts';

/** Generates load in a process of its own, one order at a time. */
process.on('message', (order: LoadOrder) => {
  run(order).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit());

interface Tally {
  latenciesMs: number[];
  failures: number;
  firstFailure: string | null;
  /** A text that was found to be right: the next ones need no parsing. */
  rightText: string | null;
}

async function run(order: LoadOrder): Promise<LoadResult> {
  const { origin, pathname } = new URL(order.url);
  const tally: Tally = { latenciesMs: [], failures: 0, firstFailure: null, rightText: null };
  const clients = order.authorizations.map(
    () => new Client(origin, { pipelining: 1, headersTimeout: 30_000, bodyTimeout: 30_000 }),
  );
  const startedAtMs = performance.now();
  const untilMs = startedAtMs + order.durationMs;
  await Promise.all(
    clients.map(async (client, index) => {
      const authorization = order.authorizations[index] ?? '';
      for (let sent = 0; performance.now() < untilMs; sent += 1)
        await ask(client, pathname, authorization, order, tally, sent % order.checkEvery === 0);
    }),
  );
  const elapsedMs = performance.now() - startedAtMs;
  await Promise.all(clients.map((client) => client.destroy()));
  const sorted = Float64Array.from(tally.latenciesMs).sort();
  return {
    requests: sorted.length,
    failures: tally.failures,
    firstFailure: tally.firstFailure,
    elapsedMs,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
  };
}

function ask(
  client: Client,
  path: string,
  authorization: string,
  order: LoadOrder,
  tally: Tally,
  isChecked: boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const startedAtMs = performance.now();
    const chunks: Buffer[] = [];
    let status = 0;
    const done = (failure: string | null) => {
      tally.latenciesMs.push(performance.now() - startedAtMs);
      if (failure !== null) {
        tally.failures += 1;
        tally.firstFailure ??= failure;
      }
      resolve();
    };
    client.dispatch(
      {
        method: 'POST',
        path,
        body: order.body,
        headers: { 'content-type': 'application/json', accept: 'application/json', authorization },
      },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, statusCode) => {
          status = statusCode;
        },
        onResponseData: (_controller, chunk) => {
          if (isChecked) chunks.push(chunk);
        },
        onResponseEnd: () => {
          if (status !== 200) done(`status ${status}`);
          else done(isChecked ? check(Buffer.concat(chunks).toString(), order, tally) : null);
        },
        onResponseError: (_controller, error) => done(error.message),
      },
    );
  });
}

function check(text: string, { expected }: LoadOrder, tally: Tally): string | null {
  if (text === tally.rightText) return null;
  const { data, errors } = JSON.parse(text) as { data: unknown; errors?: unknown };
  if (errors !== undefined || !isDeepStrictEqual(data, expected))
    return `another answer: ${text.slice(0, 300)}`;
  tally.rightText = text;
  return null;
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
