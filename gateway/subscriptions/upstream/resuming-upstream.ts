import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import type { OperationRequest } from '../../execution/execute-operation.ts';
import { unavailable } from '../../execution/fetch-subgraph.ts';
import type { PlannedSubscription } from '../../execution/plan.ts';
import type { SubgraphError, SubgraphResult } from '../../execution/subgraph-source.ts';
import { backOffMs } from './back-off.ts';
import { preparePrimary } from './primary-operation.ts';
import type { OpenUpstream } from './upstream.ts';

export interface ResumingListener {
  onEvent: (event: SubgraphResult) => void;
  /** Empty where the subscription ended well. */
  onEnd: (errors: readonly SubgraphError[]) => void;
}

interface ResumingDeps {
  openUpstream: OpenUpstream;
  log: Logger;
}

/**
 * The primary's events without gap or repeat, over as many connections as it takes: after each
 * loss it goes on from the last cursor. A subscription without a cursor ends with the first loss,
 * since what was missed could not be told.
 * @returns closes it; the listener is not called afterwards
 */
export function openResumingUpstream(
  deps: ResumingDeps,
  planned: PlannedSubscription,
  request: OperationRequest,
  listener: ResumingListener,
): () => void {
  const primary = preparePrimary(planned);
  const subgraph = planned.primary.serviceName;
  let cursor: string | null = null;
  let losses = 0;
  let closeUpstream = (): void => undefined;
  let timer: NodeJS.Timeout | undefined;

  const lost = (code: number | null): void => {
    if (!primary.isResumable) {
      listener.onEnd([unavailable(subgraph, 'CONNECTION_LOST')]);
      return;
    }
    const waitMs = backOffMs(losses);
    losses += 1;
    const { requestId } = request.caller;
    deps.log.warn({ requestId, subgraph, code, losses, waitMs }, 'upstream lost, resuming');
    timer = setTimeout(open, waitMs).unref();
  };
  const open = (): void => {
    closeUpstream = deps.openUpstream(
      {
        subgraph,
        query: primary.query,
        operationName: primary.operationName,
        variables: primary.variables(request.variables, cursor),
        caller: request.caller,
      },
      {
        onEvent: (event) => {
          losses = 0;
          cursor = primary.takeCursor(event.data) ?? cursor;
          listener.onEvent(event);
        },
        onRefused: (errors) => listener.onEnd(errors),
        // a log has no end: a subgraph that says so is shutting down
        onComplete: () => (primary.isResumable ? lost(null) : listener.onEnd([])),
        onLost: lost,
        // where nothing came before the first loss, this is the place to go on from
        onConnected: (headCursor) => {
          if (!primary.hasAfter(request.variables)) cursor ??= headCursor;
        },
      },
    );
  };
  open();
  return () => {
    clearTimeout(timer);
    closeUpstream();
  };
}
