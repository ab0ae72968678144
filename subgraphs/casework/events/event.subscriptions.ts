import { levelsFrom } from '../alerts/alert.rules.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type {
  AssignmentIssuedEventResolvers,
  OverdueAlertEventResolvers,
  SubscriptionResolvers,
  TimelineEntryResolvers,
  UnreadAlertEventResolvers,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import type { EventFeed } from './event-feed.ts';
import { toCursor, type EventFilter, type LoggedEvent } from './event-position.ts';
import { unitsToWatch } from './event.access.rules.ts';

interface EventResolvers {
  Subscription: SubscriptionResolvers<CaseworkContext>;
  AssignmentIssuedEvent: AssignmentIssuedEventResolvers<CaseworkContext>;
  OverdueAlertEvent: OverdueAlertEventResolvers<CaseworkContext>;
  UnreadAlertEvent: UnreadAlertEventResolvers<CaseworkContext>;
  TimelineEntry: TimelineEntryResolvers<CaseworkContext>;
}

/** A refusal is thrown by subscribe, so it is the answer to the request and no stream opens. */
export function createEventSubscriptions({ feed }: { feed: EventFeed }): EventResolvers {
  return {
    Subscription: {
      assignmentIssued: {
        subscribe: async (_root, { units, after }, { actor }) =>
          under('assignmentIssued', feed, after, {
            act: 'ASSIGNMENT_ISSUED',
            units: unitsToWatch(actor, units ?? null),
            levels: null,
          }),
      },
      overdueAlert: {
        subscribe: async (_root, { units, minLevel, after }, { actor }) =>
          under('overdueAlert', feed, after, {
            act: 'OVERDUE_ALERTED',
            units: unitsToWatch(actor, units ?? null),
            levels: levelsFrom(minLevel),
          }),
      },
      unreadAlert: {
        subscribe: async (_root, { units, after }, { actor }) =>
          under('unreadAlert', feed, after, {
            act: 'UNREAD_ALERTED',
            units: unitsToWatch(actor, units ?? null),
            levels: null,
          }),
      },
    },
    AssignmentIssuedEvent: {
      cursor: toCursor,
      assignment: ({ assignmentId }, _args, { loaders }) =>
        found(loaders.assignmentById, assignmentId ?? ''),
    },
    OverdueAlertEvent: {
      cursor: toCursor,
      alert: ({ alertId }, _args, { loaders }) => found(loaders.alertById, alertId ?? ''),
    },
    UnreadAlertEvent: {
      cursor: toCursor,
      alert: ({ unreadAlertId }, _args, { loaders }) =>
        found(loaders.unreadAlertById, unreadAlertId ?? ''),
    },
    TimelineEntry: { unit: (event) => (event.unitId ? toUnit(event.unitId) : null) },
  };
}

/** GraphQL reads an event as the value of the subscribed field. */
async function under<Field extends string>(
  field: Field,
  feed: EventFeed,
  after: string | null | undefined,
  filter: EventFilter,
): Promise<AsyncIterableIterator<Record<Field, LoggedEvent>>> {
  const stream = await feed.subscribe(filter, after ?? null);
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
