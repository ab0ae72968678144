import type { Server } from 'node:http';

/** The HTTP requests that have no answer yet. */
export interface RequestsInFlight {
  /** From now on connections end with their answer. @returns when none is left */
  drain: () => Promise<void>;
}

/** Must be created before anything else listens for requests. */
export function countRequests(server: Server): RequestsInFlight {
  const none = Promise.withResolvers<null>();
  let inFlight = 0;
  let isDraining = false;
  const settle = (): void => {
    if (isDraining && inFlight === 0) none.resolve(null);
  };
  server.on('request', (_request, response) => {
    inFlight += 1;
    if (isDraining) response.setHeader('connection', 'close');
    response.once('close', () => {
      inFlight -= 1;
      settle();
    });
  });
  return {
    drain: async () => {
      isDraining = true;
      settle();
      await none.promise;
    },
  };
}
