import { createServer } from 'node:http';
import { listen } from '../../../subgraphs/kit/http/listen.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { runProcess } from '../../../subgraphs/kit/process/run-process.ts';

/** A service that answers with its environment; FAKE chooses how it misbehaves. */
const env = process.env;
const fake = env.FAKE;
const log = createLog('fake', 'info');

await runProcess(log, async () => {
  if (fake === 'fails') throw new Error('the wheels came off');
  const server = createServer((_request, response) => {
    response.setHeader('connection', 'close');
    response.end(JSON.stringify(env));
  });
  const url = await listen(server, Number(env.PORT));
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      if (fake === 'hangs') await new Promise(() => undefined);
      server.close();
    },
  };
});
