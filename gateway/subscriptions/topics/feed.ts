import type { SubgraphResult } from '../../execution/fetch/subgraph-source.ts';
import type { TopicEvent } from './member.ts';
import type { Slot } from './stretch.ts';

/** Joins an event of the subgraph with the others, and makes its text; never rejects. */
export type JoinEvent = (event: SubgraphResult) => Promise<string>;

/** Joins events as they come, several at once; a slot each keeps their order. */
export interface Feed {
  take: (slot: Slot, event: SubgraphResult, join: JoinEvent) => void;
  /** Events that wait or are being joined. */
  size: () => number;
  /** What has not begun is dropped, what comes too late is not told. */
  stop: () => void;
}

const MAX_JOINS = 16;

interface Waiting {
  slot: Slot;
  event: SubgraphResult;
  join: JoinEvent;
}

/** @param onJoined told once for each event; whether others wait still, size() says */
export function createFeed(onJoined: (slot: Slot, event: TopicEvent) => void): Feed {
  const waiting: Waiting[] = [];
  let joining = 0;
  let isStopped = false;

  const begin = ({ slot, event, join }: Waiting): void => {
    joining += 1;
    void join(event).then((text) => {
      joining -= 1;
      if (isStopped) return;
      beginNext();
      onJoined(slot, { cursor: slot.cursor, text });
    });
  };
  const beginNext = (): void => {
    const first = waiting.shift();
    if (first) begin(first);
  };
  return {
    take: (slot, event, join) => {
      if (isStopped) return;
      if (joining < MAX_JOINS) begin({ slot, event, join });
      else waiting.push({ slot, event, join });
    },
    size: () => waiting.length + joining,
    stop: () => {
      isStopped = true;
      waiting.length = 0;
    },
  };
}
