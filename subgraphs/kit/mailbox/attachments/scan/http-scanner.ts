import { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { z } from 'zod';
import type { Scanner } from './scanner.ts';

const answerShape = z.object({
  infected: z.boolean(),
  signature: z.string().max(200).nullish(),
});

/** A scanner that takes a file as the body of a POST and answers `{ "infected": …, "signature": … }`. */
export function createHttpScanner(url: URL): Scanner {
  const agent = new Agent({ connections: 4 });
  return {
    scan: async (bytes, signal) => {
      const { statusCode, body } = await request(url, {
        method: 'POST',
        dispatcher: agent,
        signal,
        headers: { 'content-type': 'application/octet-stream' },
        body: Readable.from(bytes),
      });
      if (statusCode !== 200) {
        await body.dump();
        throw new Error(`the scanner answered with status ${statusCode}, expected 200`);
      }
      const { infected, signature } = answerShape.parse(await body.json());
      return { isInfected: infected, signature: signature ?? null };
    },
    [Symbol.asyncDispose]: () => agent.close(),
  };
}
