/** One event of a stream, or a comment. */
interface StreamedEvent {
  id?: string;
  event?: string;
  data?: string;
  comment?: string;
}

/** A stream as it comes over the wire. */
export interface OpenStream extends AsyncDisposable {
  response: Response;
  /** The next event that is no comment; null where the stream has ended. */
  next: () => Promise<StreamedEvent | null>;
  comments: () => number;
}

export interface StreamRequest {
  query: string;
  variables?: Record<string, unknown>;
}

/** Asks for a stream by POST, as clients do; the answer may be a refusal. */
export async function openStream(
  url: string,
  request: StreamRequest,
  headers: Record<string, string> = {},
): Promise<OpenStream> {
  const client = new AbortController();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(request),
    signal: client.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let comments = 0;
  const takeBlock = async (): Promise<string | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        return block;
      }
      const { done, value } = await reader.read();
      if (done) return null;
      text += value;
    }
  };
  return {
    response,
    comments: () => comments,
    next: async () => {
      for (;;) {
        const block = await takeBlock();
        if (block === null) return null;
        if (!block.startsWith(':')) return fieldsOf(block);
        comments += 1;
      }
    },
    [Symbol.asyncDispose]: async () => {
      client.abort();
      await reader.cancel().catch(() => undefined);
    },
  };
}

function fieldsOf(block: string): StreamedEvent {
  return Object.fromEntries(
    block.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
    }),
  );
}
