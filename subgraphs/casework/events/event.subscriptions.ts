import type { UnitStub } from '../../../schema/contract/stubs.ts';
import { isCityOffice } from '../../kit/profile/kept-from.rules.ts';
import { levelsFrom } from '../alerts/alert.rules.ts';
import { seenCase } from '../cases/seen-case.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type {
  AssignmentIssuedEventResolvers,
  CaseEventResolvers,
  OverdueAlertEventResolvers,
  QueryResolvers,
  SubscriptionResolvers,
  TimelineEntryResolvers,
  UnreadAlertEventResolvers,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import type { EventFeed, EventStart } from './event-feed.ts';
import { CASE_ACTS, type CaseEventRow } from './case-event.entity.ts';
import {
  EVERY_EVENT,
  toCursor,
  type EventFilter,
  type EventSubscription,
  type LoggedEvent,
} from './event-position.ts';
import { underField } from './event-stream.ts';
import { checkDistricts, cityOfficeOf, unitsToWatch } from './event.access.rules.ts';

interface EventResolvers {
  Query: Pick<QueryResolvers<CaseworkContext>, 'eventCursor'>;
  Subscription: Pick<
    SubscriptionResolvers<CaseworkContext>,
    'assignmentIssued' | 'overdueAlert' | 'unreadAlert' | 'caseEvents'
  >;
  AssignmentIssuedEvent: AssignmentIssuedEventResolvers<CaseworkContext>;
  OverdueAlertEvent: OverdueAlertEventResolvers<CaseworkContext>;
  CaseEvent: CaseEventResolvers<CaseworkContext>;
  UnreadAlertEvent: UnreadAlertEventResolvers<CaseworkContext>;
  TimelineEntry: TimelineEntryResolvers<CaseworkContext>;
}

/** A refusal is thrown by subscribe, so it is the answer to the request and no stream opens. */
export function createEventSubscriptions({ feed }: { feed: EventFeed }): EventResolvers {
  return {
    Query: {
      eventCursor: (_root, _args, { actor }) => {
        unitsToWatch(actor, null);
        return feed.headCursor();
      },
    },
    Subscription: {
      assignmentIssued: {
        subscribe: async (_root, args, context) => {
          const acts = ['ASSIGNMENT_ISSUED'] as const;
          const filter = toFilter('ASSIGNMENT_ISSUED', args, context, { acts });
          return underField(
            'assignmentIssued',
            await feed.subscribe(filter, startOf(args, context)),
            ofCasesSeenBy(context),
          );
        },
      },
      overdueAlert: {
        subscribe: async (_root, args, context) => {
          const levels = levelsFrom(args.minLevel);
          const acts = ['OVERDUE_ALERTED'] as const;
          const filter = toFilter('OVERDUE_ALERTED', args, context, { acts, levels });
          return underField(
            'overdueAlert',
            await feed.subscribe(filter, startOf(args, context)),
            ofCasesSeenBy(context),
          );
        },
      },
      caseEvents: {
        subscribe: async (_root, args, context) => {
          const filter = toFilter('CASE_EVENTS', args, context, {
            acts: args.acts ?? ACTS_OF_CASES,
          });
          return underField('caseEvents', await feed.subscribe(filter, startOf(args, context)));
        },
      },
      unreadAlert: {
        subscribe: async (_root, args, context) => {
          const acts = ['UNREAD_ALERTED'] as const;
          const filter = toFilter('UNREAD_ALERTED', args, context, { acts });
          return underField('unreadAlert', await feed.subscribe(filter, startOf(args, context)));
        },
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
    CaseEvent: {
      cursor: (event) => toCursor('CASE_EVENTS', event),
      unit: unitOf,
      case: ({ caseId }, _args, context) => seenCase(caseId, context),
    },
    UnreadAlertEvent: {
      cursor: (event) => toCursor('UNREAD_ALERTED', event),
      alert: ({ unreadAlertId }, _args, { loaders }) =>
        found(loaders.unreadAlertById, unreadAlertId ?? ''),
    },
    TimelineEntry: { unit: unitOf },
  };
}

/** What happens to a unit happens in no case. */
const ACTS_OF_CASES = CASE_ACTS.filter((act) => act !== 'UNREAD_ALERTED');

function unitOf({ unitId }: CaseEventRow): UnitStub | null {
  return unitId ? toUnit(unitId) : null;
}

interface Places {
  units?: readonly string[] | null | undefined;
  districts?: readonly string[] | null | undefined;
}

function toFilter(
  subscription: EventSubscription,
  { units, districts }: Places,
  { actor }: CaseworkContext,
  wanted: Partial<EventFilter>,
): EventFilter {
  return {
    ...EVERY_EVENT,
    ...wanted,
    subscription,
    units: unitsToWatch(actor, units ?? null),
    shownTo: cityOfficeOf(actor),
    districts: checkDistricts(districts ?? null),
  };
}

/**
 * A unit is not told of a case in which it has no part any more, such as one that it returned (R96): an
 * assignment or alert leads to the case as it is now. What an office may not know the filter leaves out.
 */
function ofCasesSeenBy(context: CaseworkContext): (event: LoggedEvent) => Promise<boolean> {
  if (isCityOffice(context.actor.role)) return () => Promise.resolve(true);
  return async ({ caseId }) => (await seenCase(caseId, context)) !== null;
}

function startOf(
  { after, withOpen = false }: { after?: string | null | undefined; withOpen?: boolean },
  { watermark }: CaseworkContext,
): EventStart {
  return { after, withOpen, onTold: watermark };
}
