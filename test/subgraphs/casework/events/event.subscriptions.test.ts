import { describe, expect, it } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, subscribe, type ExecutionResult } from 'graphql';
import type { Actor, Role } from '../../../../schema/contract/actor.ts';
import { readSubgraphSdl } from '../../../../schema/sdl.ts';
import { CaseEntity } from '../../../../subgraphs/casework/cases/case.entity.ts';
import { createCaseLoaders } from '../../../../subgraphs/casework/cases/case.loaders.ts';
import { createAlertLoaders } from '../../../../subgraphs/casework/alerts/alert.loaders.ts';
import { alertResolvers } from '../../../../subgraphs/casework/alerts/alert.resolvers.ts';
import { createOverdueClock } from '../../../../subgraphs/casework/alerts/overdue-clock.ts';
import { createDeadlineCommands } from '../../../../subgraphs/casework/deadlines/deadline.commands.ts';
import { DeadlineEntity } from '../../../../subgraphs/casework/deadlines/deadline.entity.ts';
import { createDeadlineLoaders } from '../../../../subgraphs/casework/deadlines/deadline.loaders.ts';
import { createDeadlineResolvers } from '../../../../subgraphs/casework/deadlines/deadline.resolvers.ts';
import { publishedCalendar } from '../../../../subgraphs/casework/deadlines/working-calendar.ts';
import { createEventFeed } from '../../../../subgraphs/casework/events/event-feed.ts';
import { createEventSubscriptions } from '../../../../subgraphs/casework/events/event.subscriptions.ts';
import { scalarResolvers } from '../../../../subgraphs/kit/server/scalars.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { logIsReadable } from '../support/readable-log.ts';
import { openTrialCasework, silent } from './trial-casework.ts';

const { policies, city } = await loadProfile('subgraphs/profiles/guangan');
const registeredAt = new Date('2026-03-02T02:00:00Z');
const district = 'district:511602';
const overdueAlert = `subscription (
  $units: [ID!], $minLevel: AlertLevel! = DUE_SOON, $after: String, $withOpen: Boolean! = false
) {
  overdueAlert(units: $units, minLevel: $minLevel, after: $after, withOpen: $withOpen) {
    cursor at alert { level raisedAt unit { id } deadline { rule dueOn isOverdue } }
  }
}`;

describe('overdueAlert', () => {
  it('delivers each alert as it is raised, and from a cursor what was missed', async () => {
    await using casework = await openSubscriptions();
    const events = await casework.open(overdueAlert, 'CITY_OFFICE', null);
    const { dueAt, dueSoonAt } = await casework.startHandling(district);
    await casework.sweepAt(dueSoonAt);
    const first = await nextEvent(events);
    expect(first.data).toMatchObject({
      overdueAlert: {
        at: dueSoonAt.toISOString(),
        alert: {
          level: 'DUE_SOON',
          raisedAt: dueSoonAt.toISOString(),
          unit: { id: district },
          deadline: { rule: 'R57', dueOn: '2026-03-30', isOverdue: false },
        },
      },
    });
    await events.return();
    await casework.sweepAt(dueAt);
    const after = (first.data as { overdueAlert: { cursor: string } }).overdueAlert.cursor;
    const resumed = await casework.open(overdueAlert, 'CITY_OFFICE', null, { after });
    const missed = { at: dueAt.toISOString(), alert: { level: 'OVERDUE' } };
    expect((await nextEvent(resumed)).data).toMatchObject({ overdueAlert: missed });
    await resumed.return();
  });

  it('delivers nothing milder than minLevel, and to a district its own alone (R67)', async () => {
    await using casework = await openSubscriptions();
    const variables = { minLevel: 'OVERDUE' };
    const events = await casework.open(overdueAlert, 'DISTRICT_BUREAU', district, variables);
    const { dueAt, dueSoonAt } = await casework.startHandling('district:511621');
    await casework.startHandling(district);
    await casework.sweepAt(dueSoonAt);
    await casework.sweepAt(dueAt);
    const alert = { level: 'OVERDUE', unit: { id: district } };
    expect((await nextEvent(events)).data).toMatchObject({ overdueAlert: { alert } });
    await events.return();
  });

  it('R96 tells a unit nothing of a case in which it has no part any more', async () => {
    await using casework = await openSubscriptions();
    const events = await casework.open(overdueAlert, 'DISTRICT_BUREAU', district);
    const left = await casework.startHandling(district);
    const stays = await casework.startHandling(district, new Date('2026-03-09T02:00:00Z'));
    await casework.giveTo(left.caseId, []);
    await casework.sweepAt(left.dueAt);
    await casework.sweepAt(stays.dueAt);
    const alert = { deadline: { dueOn: stays.dueOn } };
    expect((await nextEvent(events)).data).toMatchObject({ overdueAlert: { alert } });
    await events.return();
  });
});

describe('overdueAlert with what is open', () => {
  it('begins with the newest alert of each deadline that still runs', async () => {
    await using casework = await openSubscriptions();
    const { dueAt, dueSoonAt, caseId } = await casework.startHandling(district);
    await casework.startHandling('district:511621');
    await casework.sweepAt(dueSoonAt);
    await casework.sweepAt(dueAt);
    await casework.meet(caseId);
    const late = await casework.startHandling('district:511681', new Date('2026-03-09T02:00:00Z'));
    await casework.sweepAt(late.dueSoonAt);
    await logIsReadable(casework);
    const told = [];
    const events = await casework.open(overdueAlert, 'CITY_OFFICE', null, { withOpen: true });
    for (let count = 0; count < 2; count += 1) told.push(alertOf(await nextEvent(events)));
    await casework.sweepAt(late.dueAt);
    told.push(alertOf(await nextEvent(events)));
    expect(told).toEqual([
      'OVERDUE district:511621',
      'DUE_SOON district:511681',
      'OVERDUE district:511681',
    ]);
    await events.return();
  });

  it('leaves out one whose deadline was put off since', async () => {
    await using casework = await openSubscriptions();
    const { id, dueSoonAt } = await casework.startHandling(district);
    await casework.startHandling('district:511621');
    await casework.sweepAt(dueSoonAt);
    await casework.putOff(id);
    await logIsReadable(casework);
    const events = await casework.open(overdueAlert, 'CITY_OFFICE', null, { withOpen: true });
    expect(alertOf(await nextEvent(events))).toBe('DUE_SOON district:511621');
    await events.return();
  });

  it('leaves out a deadline whose newest is milder than minLevel', async () => {
    await using casework = await openSubscriptions();
    const { dueAt, dueSoonAt } = await casework.startHandling(district);
    await casework.sweepAt(dueSoonAt);
    await logIsReadable(casework);
    const variables = { withOpen: true, minLevel: 'OVERDUE' };
    const events = await casework.open(overdueAlert, 'CITY_OFFICE', null, variables);
    await casework.sweepAt(dueAt);
    expect(alertOf(await nextEvent(events))).toBe(`OVERDUE ${district}`);
    await events.return();
  });
});

describe('who may watch', () => {
  it.each([
    ['ANONYMOUS', null, null, 'UNAUTHENTICATED'],
    ['CITIZEN', null, null, 'FORBIDDEN'],
    ['SYSTEM', 'mayor', null, 'FORBIDDEN'],
    ['DEPARTMENT', 'department:housing', [district], 'FORBIDDEN'],
    ['DEPARTMENT', 'department:housing', ['department:housing', district], 'FORBIDDEN'],
    ['DISTRICT_BUREAU', null, null, 'FORBIDDEN'],
    ['CITY_BUREAU', null, ['somewhere'], 'BAD_USER_INPUT'],
  ] as const)(
    '%s of %s asking for %j: %s, before a stream opens',
    async (role, unit, units, code) => {
      await using casework = await openSubscriptions();
      for (const field of ['assignmentIssued', 'overdueAlert']) {
        const query = `subscription ($units: [ID!]) { ${field}(units: $units) { cursor } }`;
        const answer = await casework.ask(query, role, unit, { units });
        expect(answer).toMatchObject({ errors: [{ extensions: { code } }] });
      }
    },
  );

  it('names the argument that is no list of units', async () => {
    await using casework = await openSubscriptions();
    const answer = await casework.ask(overdueAlert, 'CITY_BUREAU', null, { units: ['nowhere'] });
    expect(answer).toMatchObject({
      errors: [{ extensions: { argument: 'units', received: '"nowhere"' } }],
    });
  });
});

type Answer = AsyncGenerator<ExecutionResult, void, void> | ExecutionResult;

async function openSubscriptions() {
  await using resources = new AsyncDisposableStack();
  const casework = resources.use(await openTrialCasework());
  const { orm, url } = casework;
  const feed = resources.use(createEventFeed({ orm, databaseUrl: url, log: silent }));
  const commands = createDeadlineCommands({
    policies,
    province: city.province,
    calendar: publishedCalendar,
  });
  const schema = buildSubgraphSchema([
    {
      typeDefs: parse(readSubgraphSdl('casework')),
      resolvers: {
        ...scalarResolvers,
        ...createDeadlineResolvers({
          clock: { now: () => registeredAt },
          calendar: publishedCalendar,
          profile: { policies },
        }),
        ...alertResolvers,
        ...createEventSubscriptions({ feed }),
      },
    },
  ]);
  const ask = async (
    query: string,
    role: Role,
    unit: string | null,
    variableValues: Record<string, unknown> = {},
  ): Promise<Answer> => {
    const em = orm.em.fork();
    const actor: Actor = { role, id: 'someone', unit };
    const contextValue = {
      actor,
      loaders: {
        ...createAlertLoaders(em),
        ...createCaseLoaders(em),
        ...createDeadlineLoaders(em),
      },
    };
    return subscribe({ schema, document: parse(query), contextValue, variableValues });
  };
  const giveTo = (caseId: string, handlingUnits: string[]) =>
    orm.em.fork().nativeUpdate(CaseEntity, { id: caseId }, { handlingUnits });
  const held = resources.move();
  return {
    databaseUrl: url,
    ask,
    giveTo,
    open: async (...question: Parameters<typeof ask>) => {
      const answer = await ask(...question);
      if (Symbol.asyncIterator in answer) return answer;
      throw new Error(JSON.stringify(answer));
    },
    meet: (caseId: string) =>
      commands.meetDeadlines(orm.em.fork(), { caseId, kinds: ['HANDLING'], metAt: registeredAt }),
    putOff: (id: string) =>
      orm.em.fork().nativeUpdate(DeadlineEntity, { id }, { dueOn: '2026-04-20' }),
    startHandling: async (unitId: string, startedAt = registeredAt) => {
      const start = { kind: 'HANDLING' } as const;
      const caseId = await casework.addCase();
      await giveTo(caseId, [unitId]);
      const from = { ...start, caseId, unitId, startedAt };
      return (await commands.startDeadline(orm.em.fork(), from))!;
    },
    sweepAt: async (now: Date) => {
      await using clock = createOverdueClock({ orm, clock: { now: () => now }, log: silent });
      await clock.sweep();
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function nextEvent(events: AsyncGenerator<ExecutionResult>): Promise<ExecutionResult> {
  const { value } = (await events.next()) as IteratorResult<ExecutionResult, never>;
  return value;
}

function alertOf({ data }: ExecutionResult): string {
  const { alert } = (data as { overdueAlert: { alert: { level: string; unit: { id: string } } } })
    .overdueAlert;
  return `${alert.level} ${alert.unit.id}`;
}
