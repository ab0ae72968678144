/** Runs one refresh at a time; whatever is requested meanwhile is one more run afterwards. */
export interface RefreshLoop extends AsyncDisposable {
  request: () => void;
}

interface RefreshLoopDeps {
  refresh: () => Promise<void>;
  onFailed: (error: unknown) => void;
  retryAfterMs: number;
}

/** Starts with a refresh at once; dispose waits for the one under way. */
export function startRefreshLoop(deps: RefreshLoopDeps): RefreshLoop {
  let isRequested = false;
  let isStopped = false;
  let retry: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;

  const run = async (): Promise<void> => {
    while (isRequested && !isStopped) {
      isRequested = false;
      clearTimeout(retry);
      try {
        await deps.refresh();
      } catch (error) {
        deps.onFailed(error);
        retry = setTimeout(request, deps.retryAfterMs).unref();
      }
    }
    // at once: a turn later, what is requested in between would wait for a run that is over
    running = null;
  };
  const request = (): void => {
    isRequested = true;
    running ??= run();
  };
  request();
  return {
    request,
    [Symbol.asyncDispose]: async () => {
      isStopped = true;
      await running;
      clearTimeout(retry);
    },
  };
}
