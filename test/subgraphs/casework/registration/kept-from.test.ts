import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Actor } from '../../../../schema/contract/actor.ts';
import type { ActName } from '../support/acts.ts';
import { cityBureau, cityOffice, housing, HOUSING, TRANSPORT } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { connectLive, type Live } from '../support/live.ts';
import { readCase } from '../support/read-case.ts';
import { act, caseOf, expectData, refusal } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

const BUREAU = 'department:petition-bureau';
const OFFICE = 'department:government-office';

/** Who is accused, from whom it is kept, and who handles it instead. */
const TABLE: readonly [what: string, accused: string[], hidden: Actor, acting: Actor][] = [
  ['the petition bureau', [BUREAU], cityBureau, cityOffice],
  ['the government office', [OFFICE], cityOffice, cityBureau],
  ['both, of which the office has nobody above it', [BUREAU, OFFICE], cityBureau, cityOffice],
];

/** Everything that the bureau of a case does on the way from registration to the archive. */
const WAY: readonly (readonly [ActName, Record<string, unknown>])[] = [
  ['acceptCase', {}],
  ['issueMandate', { unit: HOUSING }],
  ['openSupervision', {}],
  ['markImportant', {}],
];

const PERIOD = 'period: { kind: CALENDAR_MONTH, of: "2026-03" }';
const EVENTS = `subscription ($after: String) {
  caseEvents(after: $after) { act case { id } } }`;

/** Every list and figure in which an actor could meet a case. */
async function metBy(actor: Actor, id: string, number: string): Promise<Record<string, unknown>> {
  const query = `query ($number: String!) {
    cases(first: 100, filter: { registrationNumber: $number }) { totalCount edges { node { id } } }
    statistics(${PERIOD}) { figures(of: [RECEIVED]) { count selector cases(first: 100) { edges { node { id } } } } }
    supervisionCandidates(first: 100) { case { id } }
  }`;
  type Edges = { edges: { node: { id: string } }[] };
  const answer = expectData(
    await casework.ask<{
      cases: Edges & { totalCount: number };
      statistics: { figures: { count: number; selector: string; cases: Edges }[] };
      supervisionCandidates: { case: { id: string } }[];
    }>(actor, query, { number }),
  );
  const [figure] = answer.statistics.figures;
  const counted = figure!.cases.edges.map(({ node }) => node.id);
  expect(figure!.count).toBe(counted.length);
  return {
    byId: (await readCase<{ id: string } | null>(casework, id, 'id', actor)) !== null,
    listed: answer.cases.edges.length === 1,
    total: answer.cases.totalCount,
    counted: counted.includes(id),
    candidate: answer.supervisionCandidates.some((one) => one.case.id === id),
  };
}

const NOWHERE = { byId: false, listed: false, total: 0, counted: false, candidate: false };
const EVERYWHERE = { byId: true, listed: true, total: 1, counted: true, candidate: true };

async function told(live: Live, count: number): Promise<{ act: string; case: unknown }[]> {
  const events: { act: string; case: unknown }[] = [];
  while (events.length < count) {
    const { data } = (await live.nextOf('next')).payload;
    events.push(data!.caseEvents as { act: string; case: unknown });
  }
  return events;
}

describe('R96 a letter that accuses one of the city’s own offices', () => {
  it.each(TABLE)('%s: is kept from it everywhere', async (_what, accusedUnits, hidden, acting) => {
    const deadline = { submittedAt: '2026-03-02T08:00:00+08:00' };
    const id = await caseOf(casework, 'mayor', { accusedUnits, ...deadline });
    const fields = 'registrationNumber';
    const { registrationNumber: number } = await readCase<{ registrationNumber: string }>(
      casework,
      id,
      fields,
      acting,
    );
    await act(casework, acting, 'acceptCase', { caseId: id });
    await makeOverdue(id);
    expect(await metBy(hidden, id, number)).toEqual(NOWHERE);
    expect(await metBy(acting, id, number)).toEqual(EVERYWHERE);
  });

  it.each(TABLE)('%s: does not get stuck', async (_what, accusedUnits, hidden, acting) => {
    const caseId = await caseOf(casework, 'mayor', { accusedUnits });
    for (const [name, given] of WAY) {
      const input = { caseId, ...given };
      expect(await refusal(casework, hidden, name, input)).toMatchObject({ code: 'NOT_FOUND' });
      const { availableActions } = await readCase<{ availableActions: string[] }>(
        casework,
        caseId,
        'availableActions',
        acting,
      );
      expect([name, await refusal(casework, acting, name, input)]).toEqual([name, null]);
      expect(availableActions.length).toBeGreaterThan(0);
    }
  });

  it.each(TABLE)('%s: is answered and concluded', async (_what, accusedUnits, _hidden, acting) => {
    const caseId = await caseOf(casework, 'mayor', { accusedUnits });
    await act(casework, acting, 'acceptCase', { caseId });
    const { assignment } = await act(casework, acting, 'issueMandate', { caseId, unit: HOUSING });
    const part = { assignmentId: assignment!.id };
    await act(casework, housing, 'receiveAssignment', part);
    await act(casework, housing, 'giveFeedback', part);
    const { reply } = await act(casework, acting, 'replyToPetitioner', { caseId });
    const unit = acting === cityOffice ? OFFICE : BUREAU;
    expect(reply!.unit).toEqual({ id: unit });
    await act(casework, acting, 'concludeCase', { caseId });
    const { custodyChain } = await readCase<{ custodyChain: { from: { id: string } }[] }>(
      casework,
      caseId,
      'custodyChain { from { id } }',
      acting,
    );
    expect(custodyChain.at(-1)?.from).toEqual({ id: unit });
  });

  it.each(TABLE)('%s: tells it nothing live', async (_what, accusedUnits, hidden, acting) => {
    await using live = await connectLive(casework, hidden);
    await using other = await connectLive(casework, acting);
    const after = live.ack.payload.cursor;
    live.subscribe('now', EVENTS);
    other.subscribe('now', EVENTS);
    for (const each of [live, other]) await each.nextOf('ping');
    const kept = await caseOf(casework, 'mayor', { accusedUnits });
    const open = await caseOf(casework, 'mayor');
    const ofOpen = { act: 'CASE_REGISTERED', case: { id: open } };
    expect(await told(live, 1)).toEqual([ofOpen]);
    expect(await told(other, 2)).toEqual([{ ...ofOpen, case: { id: kept } }, ofOpen]);
    live.complete('now');
    live.subscribe('again', EVENTS, { after });
    expect(await told(live, 1)).toEqual([ofOpen]);
  });

  it('is kept with the limits and parts of the case that a subscriber starts with', async () => {
    const caseId = await caseOf(casework, 'mayor', { accusedUnits: [BUREAU] });
    await act(casework, cityOffice, 'acceptCase', { caseId });
    await act(casework, cityOffice, 'issueReferral', { caseId, unit: TRANSPORT });
    const open = `subscription { assignmentIssued(units: ["${TRANSPORT}"], withOpen: true) {
      assignment { case { id } } } }`;
    await using bureau = await connectLive(casework, cityBureau);
    await using office = await connectLive(casework, cityOffice);
    bureau.subscribe('open', open);
    office.subscribe('open', open);
    // a watermark comes once all that is open was told
    expect((await bureau.next()).type).toBe('ping');
    expect((await office.nextOf('next')).payload.data).toEqual({
      assignmentIssued: { assignment: { case: { id: caseId } } },
    });
  });

  it('is counted all the same where the city publishes how many came', async () => {
    const query = `{ publishedStatistics(period: { kind: CALENDAR_MONTH, of: "2026-02" }) {
      total { measure count } } }`;
    const submittedAt = '2026-02-10T09:00:00+08:00';
    for (const accusedUnits of [[], [], [], [BUREAU], [OFFICE]])
      await caseOf(casework, 'mayor', { accusedUnits, submittedAt });
    const { publishedStatistics } = expectData(
      await casework.ask<{ publishedStatistics: { total: object[] } }>(null, query),
    );
    expect(publishedStatistics.total[0]).toEqual({ measure: 'RECEIVED', count: 5 });
  });

  it('R92 is settled for cases that are older than the rule, archived ones included', async () => {
    const ids = [
      await caseOf(casework, 'mayor', { accusedUnits: [BUREAU] }),
      await caseOf(casework, 'mayor', { accusedUnits: [OFFICE] }),
    ];
    await query(`update "case" set kept_from = null, state = 'ARCHIVED' where id = any($1)`, [ids]);
    await using _replica = await casework.startReplica();
    const { rows } = await query(`select kept_from from "case" where id = any($1) order by id`, [
      ids,
    ]);
    expect(rows).toEqual([{ kept_from: 'CITY_BUREAU' }, { kept_from: 'CITY_OFFICE' }]);
    await expect(
      query(`update "case" set guidance = '' where id = any($1)`, [ids]),
    ).rejects.toThrow('is archived');
  });
});

/** As if the days of the policy had passed. */
async function makeOverdue(caseId: string): Promise<void> {
  const past = '2026-03-02T08:59:00+08:00';
  await query(`update deadline set due_at = $2 where case_id = $1 and kind = 'HANDLING'`, [
    caseId,
    past,
  ]);
  await query(`update "case" set due_at = $2 where id = $1`, [caseId, past]);
}

async function query(sql: string, values: unknown[]): Promise<pg.QueryResult> {
  const client = new pg.Client({
    connectionString: casework.databaseUrl,
    options: '-c search_path=casework',
  });
  await client.connect();
  try {
    return await client.query(sql, values);
  } finally {
    await client.end();
  }
}
