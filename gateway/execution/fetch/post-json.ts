import type { Dispatcher } from 'undici';

interface JsonPost {
  path: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  /** Ends it earlier. */
  signal: AbortSignal | undefined;
}

interface Answer {
  statusCode: number;
  text: string;
}

/** One POST without the streams of `request()`, which cost more than a small answer itself. */
export function postJson(dispatcher: Dispatcher, post: JsonPost): Promise<Answer> {
  const { path, headers, body, timeoutMs, signal } = post;
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const chunks: Buffer[] = [];
  let statusCode = 0;
  let controller: Dispatcher.DispatchController | null = null;
  let ended: Error | null = null;
  const end = (reason: Error): void => {
    settle();
    ended = reason;
    controller?.abort(reason);
    // while it waits for a connection nobody else would say so
    reject(reason);
  };
  const onAbort = (): void => end(asError(signal?.reason));
  const timer = setTimeout(() => end(timedOut(timeoutMs)), timeoutMs);
  const settle = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  };
  if (signal?.aborted) {
    onAbort();
    return promise;
  }
  signal?.addEventListener('abort', onAbort, { once: true });
  dispatcher.dispatch(
    { method: 'POST', path, headers, body },
    {
      onRequestStart: (started) => {
        controller = started;
        if (ended) started.abort(ended);
      },
      onResponseStart: (_controller, status) => {
        statusCode = status;
      },
      onResponseData: (_controller, chunk) => {
        chunks.push(chunk);
      },
      onResponseEnd: () => {
        settle();
        resolve({ statusCode, text: textOf(chunks) });
      },
      onResponseError: (_controller, error) => {
        settle();
        reject(error);
      },
    },
  );
  return promise;
}

/** For answers that come in several parts; used again, since no two are put together at once. */
const joined = Buffer.allocUnsafeSlow(256 * 1024);

function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  if (chunks.length === 1 && first) return first.toString('utf8');
  let length = 0;
  for (const chunk of chunks) length += chunk.length;
  if (length > joined.length) return Buffer.concat(chunks, length).toString('utf8');
  let at = 0;
  for (const chunk of chunks) at += chunk.copy(joined, at);
  return joined.toString('utf8', 0, length);
}

function asError(reason: unknown): Error {
  return Error.isError(reason) ? reason : new Error('aborted', { cause: reason });
}

/** Known by its name, as the platform's own timeouts are. */
function timedOut(timeoutMs: number): DOMException {
  return new DOMException(`no answer within ${timeoutMs} ms`, 'TimeoutError');
}
