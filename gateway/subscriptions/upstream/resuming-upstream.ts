import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import type { Caller } from '../../auth/caller.ts';
import { unavailable } from '../../execution/fetch/fetch-subgraph.ts';
import type { Data } from '../../execution/merge.ts';
import type { SubgraphError, SubgraphResult } from '../../execution/fetch/subgraph-source.ts';
import { backOffMs } from './back-off.ts';
import type { PrimaryOperation, StartingPoint } from './primary-operation.ts';
import type { OpenUpstream, Upstream } from './upstream.ts';

export interface ResumingListener {
  /** Told before each try to connect, the first one as well. */
  onOpen: () => void;
  /** @param from the cursor behind which events follow; null where the subgraph does not say */
  onStart: (from: string | null) => void;
  onEvent: (event: SubgraphResult, cursor: string | null) => void;
  /** Everything up to the cursor has been told. */
  onCaughtUp: (cursor: string) => void;
  /** Lost within a list of what is open now, in which nobody knows a place; it tells no more. */
  onCutOff: () => void;
  /** Empty where the subscription ended well. */
  onEnd: (errors: readonly SubgraphError[]) => void;
}

export interface ResumingUpstream {
  /** Connects once more and goes on from where it is, by another operation if one is given. */
  reopen: (primary?: PrimaryOperation) => void;
  /** Of the connection that is open now; the next one is not paused. */
  setPaused: (isPaused: boolean) => void;
  /** The listener is not called afterwards. */
  close: () => void;
}

interface ResumingDeps {
  openUpstream: OpenUpstream;
  log: Logger;
}

export interface UpstreamSubject {
  primary: PrimaryOperation;
  variables: Data;
  caller: Caller;
  start: StartingPoint;
}

/**
 * The primary's events without gap or repeat, over as many connections as it takes: after each
 * loss it goes on from where it is. A subscription without a cursor ends with the first loss,
 * because what was missed could not be told.
 */
export function openResumingUpstream(
  { openUpstream, log }: ResumingDeps,
  { primary: first, variables, caller, start }: UpstreamSubject,
  listener: ResumingListener,
): ResumingUpstream {
  let primary = first;
  let { after } = start;
  let losses = 0;
  let hasTold = false;
  let isClosed = false;
  let upstream: Upstream | null = null;
  let timer: NodeJS.Timeout | undefined;

  const moveTo = (cursor: string | null): void => {
    losses = 0;
    if (!start.withOpen) after = cursor ?? after;
  };
  const lost = (code: number | null): void => {
    const { subgraph } = primary;
    if (primary.afterVariable === null) {
      listener.onEnd([unavailable(subgraph, 'CONNECTION_LOST')]);
      return;
    }
    if (start.withOpen && hasTold) {
      listener.onCutOff();
      return;
    }
    const waitMs = backOffMs(losses);
    losses += 1;
    const { requestId } = caller;
    log.warn({ requestId, subgraph, code, losses, waitMs }, 'upstream lost, resuming');
    timer = setTimeout(open, waitMs).unref();
  };
  const open = (): void => {
    const { subgraph, query, operationName, afterVariable } = primary;
    const given = primary;
    listener.onOpen();
    upstream = openUpstream(
      {
        subgraph,
        query,
        operationName,
        variables: given.variables(variables, { after, withOpen: start.withOpen }),
        afterVariable: start.withOpen ? null : afterVariable,
        caller,
      },
      {
        onEvent: (event) => {
          hasTold = true;
          const cursor = given.takeCursor(event.data);
          moveTo(cursor);
          listener.onEvent(event, cursor);
        },
        onRefused: (errors) => listener.onEnd(errors),
        // a log has no end: a subgraph that says so is shutting down
        onComplete: () => (afterVariable === null ? listener.onEnd([]) : lost(null)),
        onLost: lost,
        onConnected: (head) => {
          if (!start.withOpen && afterVariable !== null) after ??= head;
          listener.onStart(after);
        },
        onWatermark: (cursor) => {
          if (afterVariable === null) return;
          moveTo(cursor);
          listener.onCaughtUp(cursor);
        },
      },
    );
  };
  open();
  return {
    reopen: (other) => {
      if (isClosed) return;
      primary = other ?? primary;
      clearTimeout(timer);
      upstream?.close();
      open();
    },
    setPaused: (isPaused) => upstream?.setPaused(isPaused),
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      upstream?.close();
    },
  };
}
