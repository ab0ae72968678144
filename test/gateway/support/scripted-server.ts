import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { listen } from '../../../subgraphs/kit/http/listen.ts';
import { ownPort } from '../../support/own-port.ts';

type Step = (response: ServerResponse) => void;

export interface ScriptedServer extends AsyncDisposable {
  url: string;
  /** Headers of what came, in order. */
  requests: IncomingHttpHeaders[];
  /** What comes next is answered by these steps, one each; after the last, by the last. */
  script: (...steps: Step[]) => void;
  /** Resolves when a request has come that is not answered. */
  held: () => Promise<void>;
  /** Resolves when the other side has given up a request that was not answered. */
  aborted: () => Promise<void>;
}

export const ANSWER: Step = (response) => {
  response.setHeader('content-type', 'application/json');
  response.end('{"data":{"a":1}}');
};
export const FAIL: Step = (response) => response.writeHead(503).end('away');
export const HANG_UP: Step = (response) => response.destroy();
/** Never answers. */
export const HOLD: Step = () => undefined;

/** A subgraph that behaves as badly as it is told to; once it is closed nobody answers in its place. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const requests: IncomingHttpHeaders[] = [];
  let steps: Step[] = [ANSWER];
  const held = Promise.withResolvers<undefined>();
  const aborted = Promise.withResolvers<undefined>();
  const server = createServer((request, response) => {
    requests.push(request.headers);
    const step = steps.length > 1 ? steps.shift()! : steps[0]!;
    request.resume().once('end', () => {
      step(response);
      if (step === HOLD) held.resolve(undefined);
    });
    response.once('close', () => {
      if (!response.writableFinished) aborted.resolve(undefined);
    });
  });
  const base = await listen(server, await ownPort(), '127.0.0.1');
  return {
    url: `${base}/graphql`,
    requests,
    script: (...given) => {
      steps = given;
    },
    held: () => held.promise,
    aborted: () => aborted.promise,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
