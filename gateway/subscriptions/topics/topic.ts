import type { GraphQLError } from 'graphql';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import { fromSubgraph } from '../../execution/errors.ts';
import type { Executor, OperationRequest } from '../../execution/execute-operation.ts';
import type { PlannedSubscription } from '../../execution/planning/plan.ts';
import type { StartingPoint } from '../upstream/primary-operation.ts';
import type { OpenUpstream } from '../upstream/upstream.ts';
import { createCatchUp } from './catch-up.ts';
import { createLive } from './live.ts';
import type { Member, Seat } from './member.ts';
import type { Permits } from './permits.ts';
import { createPump } from './pump.ts';
import type { StretchBounds } from './stretch.ts';
import type { TopicContext } from './topic-context.ts';
import { createTopicPlan, hasSameUpstream, type TopicPlan } from './topic-plan.ts';
import { TopicSeat } from './topic-seat.ts';

/** Equal subscriptions of equal authority: one upstream and one join for all their members. */
export interface Topic {
  planned: () => PlannedSubscription;
  readonly request: OperationRequest;
  join: (start: StartingPoint, member: Member) => Seat;
  /** Goes on by another plan for the same subscription. */
  swap: (planned: PlannedSubscription) => void;
  /** All members hear of it when they have read what came before. */
  end: (errors: readonly GraphQLError[]) => void;
  /** True from end() on, while members read what came before. */
  isEnding: () => boolean;
  members: () => number;
  replays: () => number;
  upstreams: () => number;
  close: () => void;
}

export interface TopicDeps {
  executor: Executor;
  openUpstream: OpenUpstream;
  log: Logger;
  permits: Permits;
  bounds: StretchBounds;
  /** How long the upstream stays when the last member has left, for one who comes back at once. */
  lingerMs: number;
  /** It ends, so nobody may join any more. */
  onEnding: () => void;
  /** Nobody is left. */
  onDeserted: () => void;
}

export function createTopic(
  deps: TopicDeps,
  first: PlannedSubscription,
  request: OperationRequest,
): Topic {
  const seats = new Set<TopicSeat>();
  const pump = createPump();
  let plan: TopicPlan = createTopicPlan(deps, first, request);
  let ticks = 0;
  let isEnding = false;
  let timer: NodeJS.Timeout | undefined;
  const { openUpstream, log, bounds, permits } = deps;
  const context: TopicContext = {
    openUpstream,
    log,
    bounds,
    permits,
    pump,
    request,
    primary: () => plan.primary,
    joiner: () => plan.join,
    tick: () => (ticks += 1),
  };
  const end = (errors: readonly GraphQLError[]): void => {
    if (isEnding) return;
    isEnding = true;
    deps.onEnding();
    live.line.next = { kind: 'ending', errors };
    pump.wake(live.line);
    for (const seat of [...seats]) if (seat.line !== live.line) seat.end(errors);
  };
  const live = createLive(context, {
    onStart: () => catchUp.onStart(),
    onPlace: (cursor, position) => catchUp.onPlace(cursor, position),
    onEvent: (cursor, position) => catchUp.onEvent(cursor, position),
    onCaughtUp: () => catchUp.onCaughtUp(),
    onEnd: (errors) => {
      const { subgraph } = plan.primary;
      end(errors.map((error) => fromSubgraph(error, subgraph, error.path)));
    },
    floor: () => catchUp.floor(),
  });
  const catchUp = createCatchUp(context, live);

  const left = (seat: TopicSeat): void => {
    if (!seats.delete(seat)) return;
    catchUp.left(seat);
    if (seats.size > 0) return;
    timer = setTimeout(deps.onDeserted, isEnding ? 0 : deps.lingerMs).unref();
  };
  const sit = (seat: TopicSeat, { after, withOpen }: StartingPoint): void => {
    if (after !== null) catchUp.seat(seat, after);
    else if (withOpen) catchUp.seatWithOpen(seat);
    else seat.sit(live.line, live.line.stretch.end);
  };
  return {
    planned: () => plan.planned,
    request,
    join: (start, member) => {
      clearTimeout(timer);
      const seat = new TopicSeat(member, { onOver: left, onOnward: catchUp.seat });
      seats.add(seat);
      sit(seat, start);
      live.open();
      return {
        resume: () => {
          if (seat.state !== 'full') return;
          seat.state = 'waiting';
          pump.wakeSeat(seat);
        },
        leave: () => void seat.over(),
      };
    },
    swap: (planned) => {
      const made = createTopicPlan(deps, planned, request);
      if (hasSameUpstream(plan, made)) {
        plan.planned = planned;
        return;
      }
      plan = made;
      live.reopen(made.primary);
      catchUp.reopen(made.primary);
    },
    end,
    isEnding: () => isEnding,
    members: () => seats.size,
    replays: () => catchUp.replays(),
    upstreams: () => catchUp.replays() + (isEnding ? 0 : 1),
    close: () => {
      clearTimeout(timer);
      live.close();
      catchUp.close();
      pump.stop();
    },
  };
}
