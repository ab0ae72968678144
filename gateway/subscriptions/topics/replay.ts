import type { SubgraphError, SubgraphResult } from '../../execution/subgraph-source.ts';
import type { PrimaryOperation, StartingPoint } from '../upstream/primary-operation.ts';
import { openResumingUpstream } from '../upstream/resuming-upstream.ts';
import { createFeed } from './feed.ts';
import { createLine, furthestRead, trimLine, type Line } from './line.ts';
import type { TopicContext } from './topic-context.ts';

interface ReplayListener {
  /** An event came that the replay may take or not. */
  onEvent: (event: SubgraphResult, cursor: string | null) => void;
  onCaughtUp: (cursor: string) => void;
  /** It was lost within a list of what is open now. */
  onCutOff: () => void;
  onEnd: (errors: readonly SubgraphError[]) => void;
  /** All events that it took are joined. */
  onJoined: () => void;
  /** Somebody has read from it. */
  onRead: () => void;
}

/** A second upstream of a topic that tells what was before, and the line of what it told. */
export interface Replay {
  readonly line: Line;
  take: (event: SubgraphResult, cursor: string | null) => void;
  isJoined: () => boolean;
  /** Connects once more, to go on from where it is. */
  reopen: (primary?: PrimaryOperation) => void;
  /** It takes no more; what it took is still joined and read. */
  stop: () => void;
  close: () => void;
}

/** How far it may run ahead of its fastest reader, and from where on it may go on. */
const FAR_AHEAD = 1_024;
const NEAR_AHEAD = 512;
const MANY_UNJOINED = 256;
const FEW_UNJOINED = 64;

export function openReplay(
  topic: TopicContext,
  start: StartingPoint,
  listener: ReplayListener,
): Replay {
  let isPaused = false;
  let isStopped = false;
  const line = createLine(() => {
    if (isPaused) pace();
    listener.onRead();
  });
  const { stretch } = line;
  const feed = createFeed((slot, event) => {
    if (stretch.fill(slot, event)) topic.pump.wake(line);
    trimLine(line, topic.bounds, stretch.end);
    if (isPaused) pace();
    if (feed.size() === 0) listener.onJoined();
  });
  /** The subgraph waits for the fastest reader, and the fastest reader for nobody. */
  const pace = (): void => {
    if (isStopped) return;
    const ahead = stretch.end - (furthestRead(line) ?? stretch.end);
    const size = feed.size();
    isPaused = isPaused
      ? ahead > NEAR_AHEAD || size > FEW_UNJOINED
      : ahead > FAR_AHEAD || size > MANY_UNJOINED;
    upstream.setPaused(isPaused);
  };
  const { caller, variables } = topic.request;
  const upstream = openResumingUpstream(
    topic,
    { primary: topic.primary(), variables, caller, start },
    {
      onOpen: () => undefined,
      onStart: () => undefined,
      onEvent: listener.onEvent,
      onCaughtUp: listener.onCaughtUp,
      onCutOff: listener.onCutOff,
      onEnd: listener.onEnd,
    },
  );
  const stop = (): void => {
    isStopped = true;
    upstream.close();
  };
  return {
    line,
    take: (event, cursor) => {
      feed.take(stretch.append(cursor), event, topic.joiner());
      if (isPaused || stretch.end - stretch.first > MANY_UNJOINED) pace();
    },
    isJoined: () => feed.size() === 0,
    reopen: (primary) => {
      if (!isStopped) upstream.reopen(primary);
    },
    stop,
    close: () => {
      stop();
      feed.stop();
    },
  };
}
