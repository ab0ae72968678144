import type { SubgraphError, SubgraphResult } from '../../execution/fetch/subgraph-source.ts';
import type { PrimaryOperation, StartingPoint } from '../upstream/primary-operation.ts';
import { openResumingUpstream } from '../upstream/resuming-upstream.ts';
import { createFeed } from './feed.ts';
import { createIntake } from './intake.ts';
import { createLine, furthestRead, trimLine, type Line } from './line.ts';
import { hasRoomAhead } from './room-ahead.ts';
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
  /** Position from which on its line is needed by others than its readers. */
  floor: () => number;
}

/** A second upstream of a topic that tells what was before, and the line of what it told. */
export interface Replay {
  readonly line: Line;
  /** The event that is told right now. */
  take: (event: SubgraphResult, cursor: string | null) => void;
  isJoined: () => boolean;
  /** Connects once more, to go on from where it is. */
  reopen: (primary?: PrimaryOperation) => void;
  /** It takes no more; what it took is still joined and read. */
  stop: () => void;
  close: () => void;
}

export function openReplay(
  topic: TopicContext,
  start: StartingPoint,
  listener: ReplayListener,
): Replay {
  let isStopped = false;
  let heldAt = Infinity;
  let connections = 0;
  let joiner = topic.joiner();
  const line = createLine((position) => {
    listener.onRead();
    if (position > heldAt) intake.goOn();
  });
  const { stretch } = line;
  const feed = createFeed((slot, event) => {
    if (stretch.fill(slot, event)) topic.pump.wake(line);
    trimLine(line, topic.bounds, listener.floor());
    intake.goOn();
    if (feed.size() === 0) listener.onJoined();
  });
  /** The subgraph waits for the fastest reader, and the fastest reader for nobody. */
  const hasRoom = (): boolean => {
    const position = furthestRead(line) ?? listener.floor();
    const isThere = hasRoomAhead(stretch, position, feed.size(), topic.bounds);
    heldAt = isThere ? Infinity : position;
    return isThere;
  };
  const intake = createIntake({ hasRoom, onHeld: (isHeld) => upstream.setPaused(isHeld) });
  const { caller, variables } = topic.request;
  const upstream = openResumingUpstream(
    topic,
    { primary: topic.primary(), variables, caller, start },
    {
      onOpen: () => {
        connections += 1;
      },
      onStart: () => undefined,
      onEvent: (event, cursor) => {
        // by the time there is room, another operation may be asked
        const own = topic.joiner();
        intake.takeEvent(() => {
          joiner = own;
          listener.onEvent(event, cursor);
        });
      },
      onCaughtUp: (cursor) => {
        const own = connections;
        intake.take(() => {
          // by the time it is told it may be over: more was told since, or it was opened anew
          if (own === connections && !intake.isHeld()) listener.onCaughtUp(cursor);
        });
      },
      onCutOff: () => intake.take(listener.onCutOff),
      onEnd: (errors) => intake.take(() => listener.onEnd(errors)),
    },
  );
  const stop = (): void => {
    isStopped = true;
    intake.stop();
    upstream.close();
  };
  return {
    line,
    take: (event, cursor) => feed.take(stretch.append(cursor), event, joiner),
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
