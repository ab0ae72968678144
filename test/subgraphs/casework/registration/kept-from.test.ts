import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { checkAppealAnswer } from '../../../../subgraphs/casework/appeals/appeal.rules.ts';
import type { AppealRow } from '../../../../subgraphs/casework/appeals/appeal.entity.ts';
import { openCaseworkOrm } from '../../../../subgraphs/casework/database.ts';
import type { Dossier } from '../../../../subgraphs/casework/dossier/dossier.ts';
import { settleKeptCases } from '../../../../subgraphs/casework/registration/kept-cases.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { createVault } from '../../../../subgraphs/kit/secrecy/vault.ts';
import type { ActName } from '../support/acts.ts';
import {
  cityBureau,
  cityOffice,
  department,
  housing,
  HOUSING,
  TRANSPORT,
} from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { connectLive, type Live } from '../support/live.ts';
import { readCase } from '../support/read-case.ts';
import { logIsReadable } from '../support/readable-log.ts';
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
const DISCIPLINE = 'department:discipline-inspection';
const discipline = department(DISCIPLINE);

/** Who is accused, from whom it is kept, and who handles it instead. */
const TABLE: readonly [what: string, accused: string[], hidden: Actor[], acting: Actor][] = [
  ['the petition bureau', [BUREAU], [cityBureau], cityOffice],
  ['the government office', [OFFICE], [cityOffice], cityBureau],
  ['both of them', [BUREAU, OFFICE], [cityBureau, cityOffice], discipline],
  ['both and the unit above them', [BUREAU, OFFICE, DISCIPLINE], [cityBureau], cityOffice],
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
    const { registrationNumber: number } = await readCase<{ registrationNumber: string }>(
      casework,
      id,
      'registrationNumber',
      acting,
    );
    await act(casework, acting, 'acceptCase', { caseId: id });
    await makeOverdue(id);
    for (const each of hidden) expect(await metBy(each, id, number)).toEqual(NOWHERE);
    expect(await metBy(acting, id, number)).toEqual(EVERYWHERE);
  });

  it.each(TABLE)('%s: does not get stuck', async (_what, accusedUnits, hidden, acting) => {
    const caseId = await caseOf(casework, 'mayor', { accusedUnits });
    for (const [name, given] of WAY) {
      const input = { caseId, ...given };
      for (const each of hidden)
        expect(await refusal(casework, each, name, input)).toMatchObject({ code: 'NOT_FOUND' });
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
    const unit = unitOf(acting);
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
    // or what happened before might still be told as news
    await logIsReadable(casework);
    await using live = await connectLive(casework, hidden.at(-1)!);
    await using other = await connectLive(casework, acting);
    const after = live.ack.payload.cursor;
    live.subscribe('now', EVENTS);
    other.subscribe('now', EVENTS);
    for (const each of [live, other]) await each.nextOf('ping');
    const kept = await caseOf(casework, 'mayor', { accusedUnits });
    const open = await caseOf(casework, 'mayor');
    const ofOpen = { act: 'CASE_REGISTERED', case: { id: open } };
    expect(await told(live, 1)).toEqual([ofOpen]);
    // a unit is told of its own alone
    const ofOthers = acting === discipline ? [] : [ofOpen];
    const heard = [{ ...ofOpen, case: { id: kept } }, ...ofOthers];
    expect(await told(other, heard.length)).toEqual(heard);
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

  it.each(['REVIEW', 'FINAL_REVIEW'])(
    'that accuses both: the unit for discipline answers the %s that is otherwise an office’s',
    (kind) => {
      const row = { keptFrom: 'BOTH', keptBy: DISCIPLINE, state: 'REPLIED' };
      const answer = (actor: Actor) => () =>
        checkAppealAnswer(actor, { row } as Dossier, { kind, decidedAt: null } as AppealRow);
      expect(answer(discipline)).not.toThrow();
      for (const other of [cityBureau, cityOffice, housing])
        expect(answer(other)).toThrow('answer this appeal');
    },
  );

  it('that accuses both stays with the unit for discipline when another gives it back', async () => {
    const caseId = await caseOf(casework, 'mayor', { accusedUnits: [BUREAU, OFFICE] });
    await act(casework, discipline, 'acceptCase', { caseId });
    const { assignment } = await act(casework, discipline, 'issueReferral', {
      caseId,
      unit: HOUSING,
    });
    const units = async (): Promise<string[]> => {
      const read = await readCase<{ handlingUnits: { id: string }[] }>(
        casework,
        caseId,
        'handlingUnits { id }',
        discipline,
      );
      return read.handlingUnits.map(({ id }) => id);
    };
    expect(await units()).toEqual([DISCIPLINE, HOUSING]);
    await act(casework, housing, 'objectToAssignment', { assignmentId: assignment!.id });
    await act(casework, discipline, 'decideObjection', { assignmentId: assignment!.id });
    expect(await units()).toEqual([DISCIPLINE]);
  });

  it('R92 is settled anew where a city names a unit for discipline, or no longer does', async () => {
    const caseId = await caseOf(casework, 'mayor', { accusedUnits: [BUREAU, OFFICE] });
    const kept = async (): Promise<unknown> => {
      const columns = 'kept_from, kept_by, handling_units';
      const { rows } = await query(`select ${columns} from "case" where id = $1`, [caseId]);
      return rows[0];
    };
    const named = { kept_from: 'BOTH', kept_by: DISCIPLINE, handling_units: [DISCIPLINE] };
    expect(await kept()).toEqual(named);
    const orm = await openCaseworkOrm({
      databaseUrl: casework.databaseUrl,
      vault: createVault(casework.personalDataKeys),
      log: createLog('test', 'silent'),
    });
    await using _closed = { [Symbol.asyncDispose]: () => orm.close() };
    const units = { petitionBureau: BUREAU, governmentOffice: OFFICE };
    await settleKeptCases(orm, { ...units, disciplineInspection: null });
    expect(await kept()).toEqual({ kept_from: 'CITY_BUREAU', kept_by: null, handling_units: [] });
    await settleKeptCases(orm, { ...units, disciplineInspection: DISCIPLINE });
    expect(await kept()).toEqual(named);
  });

  it('R92 is settled for cases that are older than the rule, archived ones included', async () => {
    const ids = [
      await caseOf(casework, 'mayor', { accusedUnits: [BUREAU] }),
      await caseOf(casework, 'mayor', { accusedUnits: [OFFICE] }),
    ];
    await query(`update "case" set kept_from = null, state = 'ARCHIVED' where id = any($1)`, [ids]);
    await using _replica = await casework.startReplica();
    const kept = `select kept_from from "case" where id = any($1) order by registration_number`;
    const { rows } = await query(kept, [ids]);
    expect(rows).toEqual([{ kept_from: 'CITY_BUREAU' }, { kept_from: 'CITY_OFFICE' }]);
    await expect(
      query(`update "case" set guidance = '' where id = any($1)`, [ids]),
    ).rejects.toThrow('is archived');
  });
});

function unitOf(acting: Actor): string {
  if (acting === discipline) return DISCIPLINE;
  return acting === cityOffice ? OFFICE : BUREAU;
}

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
