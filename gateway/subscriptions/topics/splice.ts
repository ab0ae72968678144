import type { CatchingUp, Place } from './catching-up.ts';
import { trimLine, type Line } from './line.ts';
import type { Live } from './live.ts';
import type { TopicContext } from './topic-context.ts';

interface SpliceDeps {
  topic: TopicContext;
  live: Live;
  all: Set<CatchingUp>;
  /** It is told no more; its state is this now. */
  stop: (own: CatchingUp, state: CatchingUp['state']) => void;
  /** A line knows the cursor now, at this position. */
  learn: (line: Line, cursor: string, position: number) => void;
  onTailEvent: (cursor: string, position: number) => void;
}

/** Finds the place of what replays told in the log, and puts it there. */
export interface Splice {
  /** Its end stands at this place: whatever it told goes in there. */
  link: (own: CatchingUp, place: Place) => void;
  /** It told all there is up to this position of the tail. */
  finishAt: (own: CatchingUp, position: number) => void;
  /** It told all there was, and the live upstream was beyond its cursor before it was opened. */
  finish: (own: CatchingUp) => void;
  /** The tail's newest event stands right before the position. */
  compareWithTail: (own: CatchingUp, cursor: string, position: number) => void;
  absorb: (own: CatchingUp) => void;
  /** Position of the line from which on it is needed, for what goes in there. */
  floor: (line: Line) => number;
}

export function createSplice({ topic, live, all, stop, learn, onTailEvent }: SpliceDeps): Splice {
  const tail = live.line;

  const link = (own: CatchingUp, { line, position }: Place): void => {
    own.link = { line, offset: position - own.replay.line.stretch.end };
    stop(own, 'linked');
    absorb(own);
  };
  /**
   * The live upstream was beyond its cursor before it was opened. So the tail's events from the
   * mark on are behind that cursor, and those that the replay has not told come after all it has.
   */
  const linkBefore = (own: CatchingUp, position: number): void => {
    const { stretch } = own.replay.line;
    if (stretch.end > stretch.first && tail.stretch.first < position) {
      topic.log.error({ requestId: topic.request.caller.requestId }, 'two replies differ in order');
      fallBehind(own);
    } else link(own, { line: tail, position });
  };
  const finishAt = (own: CatchingUp, position: number): void => {
    stop(own, 'finished');
    linkBefore(own, position);
  };
  const finish = (own: CatchingUp): void => {
    // of what the tail dropped it has not told the last event, so it will be told more
    if (own.mark < tail.stretch.first) return;
    if (tail.stretch.end > own.mark) finishAt(own, own.mark);
    else stop(own, 'finished');
  };
  const compareWithTail = (own: CatchingUp, cursor: string, position: number): void => {
    if (own.kind === 'open' || own.link || own.state === 'over') return;
    const { stretch } = own.replay.line;
    const known = stretch.positionBehind(cursor);
    if (known !== undefined) link(own, { line: tail, position: position + stretch.end - known });
    else if (own.state === 'finished') linkBefore(own, position - 1);
  };
  const absorb = (own: CatchingUp): void => {
    if (!own.link || !own.replay.isJoined() || !all.delete(own)) return;
    const { line, offset } = own.link;
    const { stretch, seats } = own.replay.line;
    for (const other of all)
      if (other.link?.line === own.replay.line)
        other.link = { line, offset: other.link.offset + offset };
    const isTorn =
      stretch.end + offset < line.stretch.first || stretch.first + offset > line.stretch.end;
    if (isTorn) {
      fallBehind(own);
      return;
    }
    const behind = line.stretch.absorb(stretch, offset);
    for (const seat of [...seats]) seat.sit(line, seat.position + offset);
    tellTaken(
      line,
      behind.map(({ cursor }) => cursor),
    );
    topic.pump.wake(line);
    trimLine(line, topic.bounds, floor(line));
    line.onRead(Infinity);
  };
  const tellTaken = (line: Line, cursors: readonly (string | null)[]): void => {
    const first = line.stretch.end - cursors.length;
    if (line === tail) live.expect(cursors.filter((cursor) => cursor !== null));
    cursors.forEach((cursor, index) => {
      if (cursor === null) return;
      if (line === tail) onTailEvent(cursor, first + index + 1);
      else learn(line, cursor, first + index + 1);
    });
  };
  const fallBehind = (own: CatchingUp): void => {
    all.delete(own);
    stop(own, 'over');
    for (const seat of [...own.replay.line.seats]) seat.fallBehind();
    own.replay.close();
  };
  const floor = (line: Line): number => {
    let least = Infinity;
    for (const { link: known, replay } of all)
      if (known?.line === line) least = Math.min(least, replay.line.stretch.end + known.offset);
    return least;
  };
  return { link, finishAt, finish, compareWithTail, absorb, floor };
}
