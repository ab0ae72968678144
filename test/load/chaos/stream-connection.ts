import { createClient } from 'graphql-sse';
import {
  refusalsOf,
  type Connect,
  type Connection,
  type Line,
  type Notice,
  type Refusal,
} from '../city/connection.ts';

/** A dashboard's line over server-sent events; it says by Last-Event-ID where to go on. */
export function connectByStream(line: Line): Connect {
  return (after, onNotice): Connection => {
    let isCut = false;
    const client = createClient({
      url: line.url,
      headers: {
        authorization: `Bearer ${line.token}`,
        ...(after !== null && { 'last-event-id': after }),
      },
      retryAttempts: 0,
    });
    const { promise: over, resolve } = Promise.withResolvers<readonly Refusal[]>();
    client.subscribe<{ assignmentIssued: Notice }>(
      { query: line.query, variables: line.variables },
      {
        next: ({ data, errors }) => {
          if (isCut) return;
          if (data) onNotice(data.assignmentIssued);
          else resolve(refusalsOf(errors));
        },
        error: (error) => resolve(refusalsOf(error)),
        complete: () => resolve([]),
      },
    );
    void over.then(() => client.dispose());
    return {
      over,
      cut: () => {
        isCut = true;
        client.dispose();
        resolve([]);
      },
    };
  };
}
