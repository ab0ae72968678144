import type { SubgraphError } from '../../execution/fetch/subgraph-source.ts';
import type { PrimaryOperation } from '../upstream/primary-operation.ts';
import { openResumingUpstream, type ResumingUpstream } from '../upstream/resuming-upstream.ts';
import { createFeed } from './feed.ts';
import { createLine, trimLine, type Line } from './line.ts';
import type { TopicContext } from './topic-context.ts';

interface LiveListener {
  /** It is connected, whenever that is. */
  onStart: () => void;
  /** The log stands at this cursor where this position is. */
  onPlace: (cursor: string, position: number) => void;
  /** An event came, and stands right before this position. */
  onEvent: (cursor: string, position: number) => void;
  /** It has told everything up to the head, as of when it was opened last. */
  onCaughtUp: () => void;
  onEnd: (errors: readonly SubgraphError[]) => void;
  /** Position from which on the tail is needed. */
  floor: () => number;
}

/** The one upstream that tells a topic what happens now, and the tail of what it told. */
export interface Live {
  readonly line: Line;
  open: () => void;
  isConnected: () => boolean;
  /** True once the subgraph has said how far it has told. */
  tellsWatermarks: () => boolean;
  /** True while the open connection has told everything up to its start. */
  isCaughtUp: () => boolean;
  /** True where it has told everything that anybody could know of at that tick. */
  isBeyond: (tick: number) => boolean;
  /** Sees to it that it will be beyond the tick as soon as it has caught up. */
  refresh: (tick: number) => void;
  reopen: (primary: PrimaryOperation) => void;
  /** Events that the tail has from elsewhere; this upstream will tell them as well. */
  expect: (cursors: readonly string[]) => void;
  close: () => void;
}

/** Events that wait to be joined, before the subgraph has to wait too, and until it may go on. */
const MANY_UNJOINED = 256;
const FEW_UNJOINED = 64;

export function createLive(topic: TopicContext, listener: LiveListener): Live {
  const line = createLine();
  const { stretch } = line;
  const expected = new Set<string>();
  let isConnected = false;
  let isCaughtUp = false;
  let hasWatermarks = false;
  let openedAt = 0;
  let beyond = 0;

  const feed = createFeed((slot, event) => {
    if (stretch.fill(slot, event)) topic.pump.wake(line);
    trimLine(line, topic.bounds, listener.floor());
    if (feed.size() === FEW_UNJOINED) upstream?.setPaused(false);
  });
  const caughtUp = (): void => {
    isCaughtUp = true;
    beyond = openedAt;
    listener.onCaughtUp();
  };
  const place = (cursor: string): void => {
    const position = stretch.end - expected.size;
    stretch.alias(cursor, position);
    listener.onPlace(cursor, position);
  };
  const { caller, variables } = topic.request;
  const start = { after: null, withOpen: false };
  let upstream: ResumingUpstream | null = null;
  const open = (): void => {
    const subject = { primary: topic.primary(), variables, caller, start };
    upstream ??= openResumingUpstream(topic, subject, {
      onOpen: () => {
        openedAt = topic.tick();
        isCaughtUp = false;
      },
      onStart: (from) => {
        const isFirst = !isConnected;
        isConnected = true;
        if (from !== null) place(from);
        // it begins at the head, so there is nothing to catch up
        if (from !== null && isFirst) caughtUp();
        listener.onStart();
      },
      onEvent: (event, cursor) => {
        if (cursor !== null && expected.delete(cursor)) return;
        feed.take(stretch.append(cursor), event, topic.joiner());
        if (feed.size() >= MANY_UNJOINED) upstream?.setPaused(true);
        if (cursor !== null) listener.onEvent(cursor, stretch.end);
      },
      onCaughtUp: (cursor) => {
        hasWatermarks = true;
        place(cursor);
        caughtUp();
      },
      onCutOff: () => undefined,
      onEnd: listener.onEnd,
    });
  };
  return {
    line,
    open,
    isConnected: () => isConnected,
    tellsWatermarks: () => hasWatermarks,
    isCaughtUp: () => isCaughtUp,
    isBeyond: (tick) => beyond > tick,
    refresh: (tick) => {
      if (openedAt <= tick) upstream?.reopen();
    },
    reopen: (primary) => upstream?.reopen(primary),
    expect: (cursors) => {
      for (const cursor of cursors) expected.add(cursor);
    },
    close: () => {
      upstream?.close();
      feed.stop();
    },
  };
}
