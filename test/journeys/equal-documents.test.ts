import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { startCityHere, type CityHere } from './support/city.ts';
import { everyField, flatten } from './support/every-field.ts';
import { eventually } from './support/eventually.ts';
import type { Listener } from './support/listener.ts';
import { importUnanswered, tellStory, UNIT } from './support/watched-story.ts';

const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
const ASSIGNMENT = everyField(schema, 'Assignment');
const CASE = everyField(schema, 'Case');
const ALERT = everyField(schema, 'OverdueAlert');
const STATUS = everyField(schema, 'CaseStatus');
type Answer = Map<string, unknown>;

/** Everything at once is more than anybody should ask for in earnest. */
const GENEROUS = {
  LIMIT_FIELDS: '100000',
  LIMIT_TOKENS: '1000000',
  LIMIT_COST: 'off',
  LIMIT_ALIASES: 'off',
};

const ISSUED = `subscription ($after: String) {
  assignmentIssued(units: ["${UNIT}"], after: $after) { cursor assignment ${ASSIGNMENT.selection} }
}`;
const ALERTED = `subscription {
  overdueAlert(units: ["${UNIT}"], minLevel: OVERDUE, withOpen: true) { alert ${ALERT.selection} }
}`;
const HAPPENED = `subscription ($after: String) {
  caseEvents(units: ["${UNIT}"], after: $after) { case ${CASE.selection} }
}`;
const PROGRESSED = `subscription ($id: ID!) {
  caseProgressed(caseId: $id) { case ${CASE.selection} }
}`;
const FOLLOWED = `subscription ($code: String!) {
  caseProgressed(queryCode: $code) { case { id } status ${STATUS.selection} }
}`;

/** Those who may watch one district's assignments; two of them speak for the same office. */
const WATCHERS = ['city-bureau', 'importer', 'city-office', 'district-yuechi'];
/** Those who may watch one case. */
const CONCERNED = [...WATCHERS, 'department-housing', 'citizen-li'];

let city: CityHere;
beforeAll(async () => {
  city = await startCityHere(GENEROUS);
});
afterAll(async () => city[Symbol.asyncDispose]());

/** Places at which two answers differ. */
/**
 * Each link to a document is a new one, so of links it only counts whether there is one; each reading
 * adds to the log of who read the letter, so of that neither.
 */
function differences(one: Answer, other: Answer): string[] {
  const read = (answer: Answer, place: string): unknown => {
    const value = answer.get(place);
    if (place.includes('AccessLogConnection_')) return null;
    return place.includes('DocumentLink_') ? typeof value : value;
  };
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (place) => read(one, place) !== read(other, place),
  );
}

/** Acts on the case until everybody has been told something, and then once more. */
async function actUntilTold(caseId: string, listeners: readonly Listener[]): Promise<void> {
  const bureau = await city.as('city-bureau');
  const act = (): Promise<unknown> =>
    bureau.ask(
      'mutation ($id: ID!) { addClaim(caseId: $id, summary: "换成节能灯") { case { id } } }',
      { id: caseId },
    );
  await eventually(async () => {
    await act();
    return listeners.every((listener) => listener.pending().length > 0);
  });
  await act();
}

/** The next event of the case; other cases of the district have theirs meanwhile. */
async function nextOf(listener: Listener, caseId: string): Promise<Answer> {
  for (;;) {
    const event = flatten((await listener.next()).caseEvents.case);
    if (event.get('Case_id') === caseId) return event;
  }
}

async function listenAll(
  personas: readonly string[],
  query: string,
  variables: Record<string, unknown>,
  resources: AsyncDisposableStack,
): Promise<Listener[]> {
  const listeners: Listener[] = [];
  for (const persona of personas)
    listeners.push(resources.use(await city.listen(persona, query, variables)));
  return listeners;
}

/** Resolves once all that clients watch is shared in so many topics. */
async function untilTopics(count: number): Promise<void> {
  await eventually(async () => {
    const response = await fetch(`${city.stack.url('gateway')}/health`);
    const { subscriptions } = (await response.json()) as { subscriptions: { topics: number } };
    return subscriptions.topics === count;
  });
}

describe('equal documents of actors with different rights', () => {
  it('assignmentIssued tells each, field by field, what it may read by itself', async () => {
    const { eventCursor: after } = await (await city.as('city-bureau')).ask('{ eventCursor }');
    const { id } = await tellStory(city);
    await using resources = new AsyncDisposableStack();
    const listeners = await listenAll(WATCHERS, ISSUED, { after }, resources);
    const told: Answer[] = [];
    for (const [index, persona] of WATCHERS.entries()) {
      const event = flatten((await listeners[index]!.next()).assignmentIssued.assignment);
      const caller = await city.as(persona);
      const { data } = await caller.send(
        `query ($id: ID!) { case(id: $id) { assignments ${ASSIGNMENT.selection} } }`,
        { id },
      );
      const own = data.case.assignments.map((each: unknown) => flatten(each));
      const same = own.find((each: Answer) => each.get('Referral_id') === event.get('Referral_id'));
      expect({ persona, differs: differences(event, same) }).toEqual({ persona, differs: [] });
      told.push(event);
    }
    const [bureau, colleague, office, district] = told as [Answer, Answer, Answer, Answer];
    expect(differences(bureau, colleague)).toEqual([]);
    for (const other of [office, district]) expect(differences(bureau, other)).not.toEqual([]);
    expect(ASSIGNMENT.fields.size).toBeGreaterThan(250);
  });

  it('overdueAlert tells each, field by field, what it may read by itself', async () => {
    const id = await importUnanswered(city);
    await using resources = new AsyncDisposableStack();
    const listeners = await listenAll(WATCHERS, ALERTED, {}, resources);
    const told: Answer[] = [];
    for (const [index, persona] of WATCHERS.entries()) {
      const event = flatten((await listeners[index]!.next()).overdueAlert.alert);
      const caller = await city.as(persona);
      const { data } = await caller.send(
        `query ($id: ID!) { case(id: $id) { overdueAlerts ${ALERT.selection} } }`,
        { id },
      );
      const own = data.case.overdueAlerts.map((each: unknown) => flatten(each));
      const alertId = event.get('OverdueAlert_id');
      const same = own.find((each: Answer) => each.get('OverdueAlert_id') === alertId);
      expect({ persona, differs: differences(event, same) }).toEqual({ persona, differs: [] });
      told.push(event);
    }
    const [bureau, colleague, office, district] = told as [Answer, Answer, Answer, Answer];
    expect(differences(bureau, colleague)).toEqual([]);
    for (const other of [office, district]) expect(differences(bureau, other)).not.toEqual([]);
    expect(ALERT.fields.size).toBeGreaterThan(250);
  });

  it('caseEvents tells each, field by field, what it may read by itself', async () => {
    const { eventCursor: after } = await (await city.as('city-bureau')).ask('{ eventCursor }');
    const { id } = await tellStory(city);
    await using resources = new AsyncDisposableStack();
    const listeners = await listenAll(WATCHERS, HAPPENED, { after }, resources);
    const told: Answer[] = [];
    for (const [index, persona] of WATCHERS.entries()) {
      const event = await nextOf(listeners[index]!, id);
      const caller = await city.as(persona);
      const { data } = await caller.send(`query ($id: ID!) { case(id: $id) ${CASE.selection} }`, {
        id,
      });
      const own = flatten(data.case);
      expect({ persona, differs: differences(event, own) }).toEqual({ persona, differs: [] });
      told.push(event);
    }
    const [bureau, colleague, office, district] = told as [Answer, Answer, Answer, Answer];
    expect(differences(bureau, colleague)).toEqual([]);
    for (const other of [office, district]) expect(differences(bureau, other)).not.toEqual([]);
  });

  it('caseProgressed tells each of a case, field by field, what it may read by itself', async () => {
    const { id } = await tellStory(city);
    await using resources = new AsyncDisposableStack();
    const listeners = await listenAll(CONCERNED, PROGRESSED, { id }, resources);
    // The two of one office share, and nobody else does.
    await untilTopics(CONCERNED.length - 1);
    await actUntilTold(id, listeners);
    const reads: Answer[] = [];
    for (const [index, persona] of CONCERNED.entries()) {
      const caller = await city.as(persona);
      const { data } = await caller.send(`query ($id: ID!) { case(id: $id) ${CASE.selection} }`, {
        id,
      });
      const own = flatten(data.case);
      const told = await eventually(async () => {
        const events = listeners[index]!.pending() as { caseProgressed: { case: unknown } }[];
        const last = flatten(events.at(-1)?.caseProgressed.case);
        return last.get('Case_claims.length') === own.get('Case_claims.length') && last;
      });
      expect({ persona, differs: differences(told, own) }).toEqual({ persona, differs: [] });
      reads.push(own);
    }
    const bureau = reads[0]!;
    const citizen = reads.at(-1)!;
    const onlyForOffices = [...bureau.keys()].filter(
      (place) => bureau.get(place) !== null && (citizen.get(place) ?? null) === null,
    );
    expect(onlyForOffices).toEqual(
      expect.arrayContaining([
        'Case_assignments.0.Referral_instruction',
        'Case_assignments.1.Mandate_feedback',
        'Case_supervisions.0.Supervision_reason',
      ]),
    );
  });

  it('R17 caseProgressed by query code tells whoever holds it what caseStatus shows', async () => {
    const { id, queryCode: code } = await tellStory(city);
    await using resources = new AsyncDisposableStack();
    const holders = ['citizen-li', 'citizen-wang', 'city-bureau', 'district-yuechi'];
    const listeners = await listenAll(holders, FOLLOWED, { code }, resources);
    await actUntilTold(id, listeners);
    for (const [index, persona] of holders.entries()) {
      const caller = await city.as(persona);
      const { data } = await caller.send(
        `query ($code: String!, $id: ID!) {
          caseStatus(queryCode: $code) ${STATUS.selection}
          case(id: $id) { id }
        }`,
        { code, id },
      );
      const own = flatten(data.caseStatus);
      const told = await eventually(async () => {
        const { caseProgressed } = listeners[index]!.pending().at(-1) as any;
        expect(caseProgressed.case).toEqual(data.case);
        const last = flatten(caseProgressed.status);
        const length = 'CaseStatus_timeline.length';
        return last.get(length) === own.get(length) && last;
      });
      expect({ persona, differs: differences(told, own) }).toEqual({ persona, differs: [] });
    }
  });
});
