import { fromSubgraph } from '../../execution/errors.ts';
import { unavailable } from '../../execution/fetch/fetch-subgraph.ts';
import type { SubgraphError, SubgraphResult } from '../../execution/fetch/subgraph-source.ts';
import type { PrimaryOperation, StartingPoint } from '../upstream/primary-operation.ts';
import { isRunning, placeOf, type CatchingUp, type Place } from './catching-up.ts';
import { trimLine, type Line } from './line.ts';
import type { Live } from './live.ts';
import { createPending } from './pending.ts';
import { openReplay } from './replay.ts';
import { createSplice } from './splice.ts';
import type { TopicContext } from './topic-context.ts';
import type { TopicSeat } from './topic-seat.ts';

/**
 * Seats members who come back with a cursor, or want what is open now. Cursors are equal or not
 * and say nothing else, so what lies between a cursor and the live tail is told by a replay; its
 * events are put in front of the tail where both are seen to be the same log.
 */
export interface CatchUp {
  seat: (seat: TopicSeat, after: string) => void;
  seatWithOpen: (seat: TopicSeat) => void;
  left: (seat: TopicSeat) => void;
  /** The live upstream is connected. */
  onStart: () => void;
  /** The tail knows the cursor now, at this position. */
  onPlace: (cursor: string, position: number) => void;
  /** The tail's newest event has this cursor and stands right before this position. */
  onEvent: (cursor: string, position: number) => void;
  /** The live upstream has told everything up to the head. */
  onCaughtUp: () => void;
  /** Position of the tail from which on it is needed. */
  floor: () => number;
  reopen: (primary: PrimaryOperation) => void;
  replays: () => number;
  close: () => void;
}

/**
 * A list of what is open that goes on for ever, since its subgraph does not say where the list
 * ends: whoever comes later gets what was open then, and all that happened since.
 */
function isWholeList(own: CatchingUp): boolean {
  return own.kind === 'open' && isRunning(own) && own.replay.line.stretch.first === 0;
}

/** Without watermarks a replay stays until something happens, so there are several at once. */
const MOST_WITHOUT_WATERMARKS = 4;

export function createCatchUp(topic: TopicContext, live: Live): CatchUp {
  const tail = live.line;
  const pending = createPending(topic.tick, Math.random);
  const wantOpen = new Set<TopicSeat>();
  const all = new Set<CatchingUp>();
  const running = (kind: CatchingUp['kind']): number =>
    [...all].filter((own) => own.kind === kind && isRunning(own)).length;

  const seatAt = (seats: Iterable<TopicSeat>, { line, position }: Place): void => {
    for (const seat of seats) {
      seat.sit(line, position);
      topic.pump.wakeSeat(seat);
    }
  };
  const learn = (line: Line, cursor: string, position: number): void => {
    const group = pending.take(cursor);
    if (group) seatAt(group.seats, { line, position });
  };
  const start = (): void => {
    if (!live.isConnected()) return;
    if (wantOpen.size > 0 && running('open') === 0 && topic.permits.take(start)) {
      const seats = [...wantOpen];
      wantOpen.clear();
      open('open', { after: null, withOpen: true }, seats, topic.tick());
    }
    const most = live.tellsWatermarks() ? 1 : MOST_WITHOUT_WATERMARKS;
    while (pending.size() > 0 && running('after') < most && topic.permits.take(start)) {
      const group = pending.takeAny();
      if (!group) return;
      const { after, seats, seenAt } = group;
      const { stretch } = open('after', { after, withOpen: false }, seats, seenAt);
      stretch.alias(after, stretch.end);
    }
  };
  const open = (
    kind: CatchingUp['kind'],
    from: StartingPoint,
    seats: Iterable<TopicSeat>,
    seenAt: number,
  ): Line => {
    const replay = openReplay(topic, from, {
      onEvent: (event, cursor) => told(own, event, cursor),
      onCaughtUp: (cursor) => caughtUp(own, cursor),
      onCutOff: () => goOnward(own, replay.line.stretch.lastCursor()),
      onEnd: (errors) => ended(own, errors),
      onJoined: () => splice.absorb(own),
      onRead: () => dropUnread(own),
      floor: () => splice.floor(replay.line),
    });
    const isOrdered = live.isBeyond(seenAt);
    const mark = tail.stretch.end;
    const own: CatchingUp = {
      ...{ replay, kind, seenAt, isOrdered, mark },
      state: 'running',
      toldUpTo: null,
      link: null,
    };
    all.add(own);
    seatAt(seats, { line: replay.line, position: replay.line.stretch.end });
    return replay.line;
  };
  const stop = (own: CatchingUp, state: CatchingUp['state']): void => {
    const wasRunning = isRunning(own);
    own.state = state;
    own.replay.stop();
    if (wasRunning) topic.permits.release();
  };
  const dropUnread = (own: CatchingUp): void => {
    const { line } = own.replay;
    const isTarget = [...all].some(({ link }) => link?.line === line);
    if (line.seats.size > 0 || isTarget || own.state === 'linked' || !all.delete(own)) return;
    stop(own, 'over');
    own.replay.close();
    start();
  };
  const onEvent = (cursor: string, position: number): void => {
    learn(tail, cursor, position);
    for (const own of [...all]) splice.compareWithTail(own, cursor, position);
    start();
  };
  const splice = createSplice({ topic, live, all, stop, learn, onTailEvent: onEvent });

  const told = (own: CatchingUp, event: SubgraphResult, cursor: string | null): void => {
    const { line } = own.replay;
    // told before it began anew, or by another replay
    if (cursor !== null && line.stretch.hasEvent(cursor)) return;
    const place = cursor === null || own.kind === 'open' ? null : placeOf(cursor, tail, all, own);
    const isKnown = place !== null && cursor !== null && place.line.stretch.hasEvent(cursor);
    own.toldUpTo = null;
    if (!isKnown) own.replay.take(event, cursor);
    if (place) {
      splice.link(own, { line: place.line, position: place.position - (isKnown ? 1 : 0) });
      start();
    } else if (cursor !== null && own.kind === 'after') learn(line, cursor, line.stretch.end);
  };
  const caughtUp = (own: CatchingUp, cursor: string): void => {
    if (own.kind === 'open') {
      goOnward(own, cursor);
      return;
    }
    own.toldUpTo = cursor;
    const position = tail.stretch.positionBehind(cursor);
    if (position !== undefined) splice.finishAt(own, position);
    else if (own.state === 'behind live') return;
    else if (own.isOrdered) splice.finish(own);
    else if (live.isBeyond(own.seenAt)) restart(own);
    else {
      own.state = 'behind live';
      live.refresh(own.seenAt);
    }
    start();
  };
  /** All of the list is told, or as much as there will be: from here on the log is the same. */
  const goOnward = (own: CatchingUp, after: string | null): void => {
    stop(own, 'finished');
    const { line } = own.replay;
    const { subgraph } = topic.primary();
    const lost = () => [fromSubgraph(unavailable(subgraph, 'CONNECTION_LOST'), subgraph)];
    line.next = after === null ? { kind: 'ending', errors: lost() } : { kind: 'onward', after };
    topic.pump.wake(line);
    start();
  };
  const restart = (own: CatchingUp): void => {
    own.state = 'running';
    own.isOrdered = true;
    own.mark = tail.stretch.end;
    own.replay.reopen();
  };
  const ended = (own: CatchingUp, errors: readonly SubgraphError[]): void => {
    const { subgraph } = topic.primary();
    stop(own, 'over');
    own.replay.line.next = {
      kind: 'ending',
      errors: errors.map((error) => fromSubgraph(error, subgraph, error.path)),
    };
    topic.pump.wake(own.replay.line);
    start();
  };
  return {
    seat: (seat, after) => {
      const place = placeOf(after, tail, all);
      if (place) seatAt([seat], place);
      else pending.add(seat, after);
      start();
    },
    seatWithOpen: (seat) => {
      const known = live.tellsWatermarks() ? undefined : [...all].find(isWholeList);
      if (known) seatAt([seat], { line: known.replay.line, position: 0 });
      else wantOpen.add(seat);
      start();
    },
    left: (seat) => {
      pending.leave(seat);
      wantOpen.delete(seat);
      for (const { replay } of [...all]) replay.line.onRead(Infinity);
      trimLine(tail, topic.bounds, splice.floor(tail));
    },
    onStart: start,
    onPlace: (cursor, position) => {
      learn(tail, cursor, position);
      for (const own of [...all])
        if (own.toldUpTo === cursor && !own.link && own.state !== 'over')
          splice.finishAt(own, position);
      start();
    },
    onEvent,
    onCaughtUp: () => {
      for (const own of [...all])
        if (own.state === 'behind live' && live.isBeyond(own.seenAt)) restart(own);
      start();
    },
    floor: () => splice.floor(tail),
    reopen: (primary) => {
      for (const own of all) if (isRunning(own)) own.replay.reopen(primary);
    },
    replays: () => [...all].filter(isRunning).length,
    close: () => {
      topic.permits.forget(start);
      for (const own of all) {
        stop(own, 'over');
        own.replay.close();
      }
      all.clear();
    },
  };
}
