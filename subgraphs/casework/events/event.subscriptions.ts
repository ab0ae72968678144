import type { Actor } from '../../../schema/contract/actor.ts';
import { levelsFrom } from '../alerts/alert.rules.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type {
  AssignmentIssuedEventResolvers,
  OverdueAlertEventResolvers,
  SubscriptionResolvers,
  TimelineEntryResolvers,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import type { EventFeed, EventStart } from './event-feed.ts';
import { toCursor, type EventFilter, type LoggedEvent } from './event-position.ts';
import { checkDistricts, unitsToWatch } from './event.access.rules.ts';

interface EventResolvers {
  Subscription: SubscriptionResolvers<CaseworkContext>;
  AssignmentIssuedEvent: AssignmentIssuedEventResolvers<CaseworkContext>;
  OverdueAlertEvent: OverdueAlertEventResolvers<CaseworkContext>;
  TimelineEntry: TimelineEntryResolvers<CaseworkContext>;
}

/** A refusal is thrown by subscribe, so it is the answer to the request and no stream opens. */
export function createEventSubscriptions({ feed }: { feed: EventFeed }): EventResolvers {
  return {
    Subscription: {
      assignmentIssued: {
        subscribe: async (_root, args, context) =>
          under('assignmentIssued', feed, startOf(args, context), {
            subscription: 'ASSIGNMENT_ISSUED',
            acts: ['ASSIGNMENT_ISSUED'],
            ...placesToWatch(args, context.actor),
            levels: null,
          }),
      },
      overdueAlert: {
        subscribe: async (_root, args, context) =>
          under('overdueAlert', feed, startOf(args, context), {
            subscription: 'OVERDUE_ALERTED',
            acts: ['OVERDUE_ALERTED'],
            ...placesToWatch(args, context.actor),
            levels: levelsFrom(args.minLevel),
          }),
      },
    },
    AssignmentIssuedEvent: {
      cursor: (event) => toCursor('ASSIGNMENT_ISSUED', event),
      assignment: ({ assignmentId }, _args, { loaders }) =>
        found(loaders.assignmentById, assignmentId ?? ''),
    },
    OverdueAlertEvent: {
      cursor: (event) => toCursor('OVERDUE_ALERTED', event),
      alert: ({ alertId }, _args, { loaders }) => found(loaders.alertById, alertId ?? ''),
    },
    TimelineEntry: { unit: (event) => (event.unitId ? toUnit(event.unitId) : null) },
  };
}

interface Places {
  units?: readonly string[] | null | undefined;
  districts?: readonly string[] | null | undefined;
}

function placesToWatch(
  { units, districts }: Places,
  actor: Actor,
): Pick<EventFilter, 'units' | 'districts'> {
  return {
    units: unitsToWatch(actor, units ?? null),
    districts: checkDistricts(districts ?? null),
  };
}

function startOf(
  { after, withOpen }: { after?: string | null | undefined; withOpen: boolean },
  { watermark }: CaseworkContext,
): EventStart {
  return { after, withOpen, onTold: watermark };
}

/** GraphQL reads an event as the value of the subscribed field. */
async function under<Field extends string>(
  field: Field,
  feed: EventFeed,
  start: EventStart,
  filter: EventFilter,
): Promise<AsyncIterableIterator<Record<Field, LoggedEvent>>> {
  const stream = await feed.subscribe(filter, start);
  const wrap = async (
    step: Promise<IteratorResult<LoggedEvent, undefined>>,
  ): Promise<IteratorResult<Record<Field, LoggedEvent>>> => {
    const { done, value } = await step;
    if (done) return { done, value: undefined };
    return { done: false, value: { [field]: value } as Record<Field, LoggedEvent> };
  };
  const wrapped: AsyncIterableIterator<Record<Field, LoggedEvent>> = {
    [Symbol.asyncIterator]: () => wrapped,
    next: () => wrap(stream.next()),
    return: () => wrap(stream.return()),
    throw: (error) => wrap(stream.throw(error)),
  };
  return wrapped;
}
