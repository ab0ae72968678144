import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  Kind,
  parse,
  type GraphQLObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { exportJWK, generateKeyPair } from 'jose';
import { ACTOR_TOKEN, type Actor } from '../../schema/contract/actor.ts';
import { createActorSigner, type SignActor } from '../../subgraphs/kit/process/actor-signer.ts';
import { createCaller } from './support/caller.ts';
import {
  HOUSING,
  personalSecrets,
  PLANS,
  textSecrets,
  UNIT_OF_OFFICE,
  type ConfidentialLetter,
} from './support/confidential-letters.ts';
import {
  ACTORS,
  expectNoLeak,
  FIELDS,
  fieldsOf,
  KNOWN,
  SEEN,
  viewOf,
} from './support/confidential-table.ts';
import { writeLetters } from './support/confidential-writing.ts';
import { openDatedCity, type DatedCity } from './support/dated-city.ts';
import { eventually } from './support/eventually.ts';
import type { Listener } from './support/listener.ts';

const CELLS = Object.entries(SEEN).flatMap(([who, levels]) =>
  levels.map((level, index) => [who, PLANS[index]?.label ?? '', level, index] as const),
);

let city: DatedCity;
let letters: ConfidentialLetter[];
const watchers = new Map<string, Listener>();
beforeAll(async () => {
  city = await openDatedCity('guangan', '2026-03-03 09:00');
  for (const persona of ['district-yuechi', 'district-guangan', 'department-transport'])
    watchers.set(persona, await city.listen(persona, WATCH));
  letters = await writeLetters(city);
});
afterAll(async () => {
  for (const watcher of watchers.values()) await watcher[Symbol.asyncDispose]();
  await city[Symbol.asyncDispose]();
});

const WATCH = `subscription ($after: String) { assignmentIssued(after: $after) { assignment { unit { id } case {
  petition { id ${FIELDS} }
} } } }`;

function letterAt(index: number): ConfidentialLetter {
  const letter = letters[index];
  if (!letter) throw new Error(`expected letter ${String(index)}`);
  return letter;
}

function actorOf(who: string): Actor {
  const actor = ACTORS[who];
  if (!actor) throw new Error(`expected an actor, got ${who}`);
  return actor;
}

/** Names of the fields that a query asks for first. */
function namesIn(query: string): string[] {
  const [operation] = parse(query).definitions as OperationDefinitionNode[];
  const { selections } = operation!.selectionSet;
  return selections.flatMap((each) => (each.kind === Kind.FIELD ? [each.name.value] : []));
}

describe('R96 the table', () => {
  it('has every field of a letter that could tell of a person', () => {
    const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
    for (const { typename } of PLANS) {
      const asked = new Set(namesIn(`{ ${fieldsOf({ typename })} }`));
      const own = schema.getType(typename) as GraphQLObjectType;
      const left = Object.keys(own.getFields()).filter((field) => !asked.has(field));
      expect([typename, left.filter((field) => !KNOWN.has(field))]).toEqual([typename, []]);
    }
  });
});

describe('R96 each personal field, for each role, of its own, assigned, others’ and accusing letters', () => {
  it.each(CELLS)(
    'through the gateway, to %s the letter %s is %s',
    async (who, _label, level, at) => {
      const letter = letterAt(at);
      const caller = await (who === 'nobody' ? city.as(null) : city.asActor(actorOf(who)));
      const answer = await caller.send(
        `query ($id: ID!) { ${letter.root}(id: $id) { ${fieldsOf(letter)} } }`,
        { id: letter.id },
      );
      expect(answer.data[letter.root]).toEqual(viewOf(letter, level));
      expectNoLeak(answer, letter, level);
      for (const { extensions } of answer.errors ?? []) expect(extensions.code).toBe('FORBIDDEN');
    },
  );

  it.each(CELLS)(
    'by its case, to %s the letter %s is whole or not there (%s)',
    async (who, _label, level, at) => {
      const letter = letterAt(at);
      const caller = await (who === 'nobody' ? city.as(null) : city.asActor(actorOf(who)));
      const answer = await caller.send(
        `query ($id: ID!) { case(id: $id) { petition { ... on ${letter.typename} { ${fieldsOf(letter)} } } } }`,
        { id: letter.caseId },
      );
      const view = level === 'full' ? { petition: viewOf(letter, 'full') } : null;
      expect(answer.data.case).toEqual(view);
      expectNoLeak(answer, letter, level);
    },
  );

  it.each(CELLS)(
    'asked directly at its subgraph, by %s the letter %s is %s',
    async (who, _label, level, at) => {
      const letter = letterAt(at);
      const isOwned = letter.mailbox.includes(':') && !letter.accused.includes(letter.mailbox);
      const owner = isOwned ? [letter.mailbox] : [];
      const entity = {
        __typename: letter.typename,
        id: letter.id,
        handlingUnits: [...owner, ...letter.assigned],
      };
      const answer = await askEntity(who, letter, entity);
      // Only to the accused there is no such letter: everybody else needs an id, and sees it masked.
      const { unit, role } = actorOf(who);
      const isAccused = letter.accused.includes(UNIT_OF_OFFICE[role] ?? unit ?? '');
      const shown = level === 'hidden' && !isAccused ? 'masked' : level;
      expect(answer.data._entities[0]).toEqual(viewOf(letter, shown));
      expectNoLeak(answer, letter, level);
    },
  );

  it.each(CELLS)(
    'and without the case’s facts, %s sees of the letter %s no more than %s',
    async (who, _label, level, at) => {
      const letter = letterAt(at);
      const answer = await askEntity(who, letter, { __typename: letter.typename, id: letter.id });
      const isAssigned = letter.assigned.includes(actorOf(who).unit ?? '');
      expectNoLeak(answer, letter, isAssigned ? 'masked' : level);
    },
  );
});

function askEntity(who: string, letter: ConfidentialLetter, entity: object): Promise<any> {
  return city.askSubgraph(
    letter.subgraph,
    actorOf(who),
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${letter.typename} { ${fieldsOf(letter)} } } }`,
    { of: [entity] },
  );
}

const EVERYTHING_LISTED = [
  `{ cases(first: 20) { totalCount edges { node { registrationNumber petition { id ${FIELDS} } } } } }`,
  `{ statistics(period: { kind: CALENDAR_MONTH, of: "2026-03" }) {
    figures(of: [RECEIVED]) { count cases(first: 10) { edges { node { petition { ${FIELDS} } } } } }
    by(dimension: UNIT) { label }
    hotTopics { category }
  } }`,
  `{ publishedStatistics(period: { kind: CALENDAR_MONTH, of: "2026-02" }) { byUnit { key } } }`,
  '{ publishedAnswers(first: 10) { edges { node { title question } } } showcase(month: "2026-03") { title } }',
  `{ me { petitions(first: 10) { edges { node { ${FIELDS} } } } } }`,
  '{ supervisionCandidates(first: 10) { case { petition { title petitioner { name } } } } }',
  '{ unreadAlerts(first: 10) { unit { name } assignments { case { petition { title } } } } }',
];

const PRINTED =
  'assignmentForm(format: HTML) { url } suggestedUnits { unit { id } reasons { words } }';
const EXPORTS = `{ statistics(period: { kind: CALENDAR_MONTH, of: "2026-03" }) {
    export(format: CSV, dimension: UNIT) { url } figures(of: [RECEIVED]) { export(format: CSV) { url } } }
  openData(format: JSON) { url } }`;

/** Addresses of documents, wherever in an answer. */
function linksIn(data: unknown): string[] {
  return JSON.stringify(data ?? null).match(/\/documents\/[\w/-]+/g) ?? [];
}

async function pages(links: readonly string[]): Promise<string> {
  const { origin } = new URL(city.urls.casework ?? '');
  const texts = links.map(async (link) => (await fetch(`${origin}${link}`)).text());
  return (await Promise.all(texts)).join('\n');
}

describe('R96 whatever else answers', () => {
  it.each(Object.keys(SEEN))('lists and counts nothing to %s that is not theirs', async (who) => {
    const caller = await (who === 'nobody' ? city.as(null) : city.asActor(actorOf(who)));
    const answers = [];
    for (const query of EVERYTHING_LISTED) answers.push(await caller.send(query));
    const codes = answers.flatMap(({ errors = [] }) => errors.map((each) => each.extensions.code));
    expect(['FORBIDDEN', 'UNAUTHENTICATED']).toEqual(expect.arrayContaining([...new Set(codes)]));
    const listed = new Set(
      (answers[0]?.data?.cases?.edges ?? []).map(({ node }: any) => node.petition.id),
    );
    for (const [index, letter] of letters.entries()) {
      const level = SEEN[who]?.[index] ?? 'hidden';
      expect(listed.has(letter.id)).toBe(level === 'full');
      expectNoLeak(answers, letter, level);
    }
  });

  it.each(Object.keys(SEEN))('prints and exports nothing to %s that is not theirs', async (who) => {
    const caller = await (who === 'nobody' ? city.as(null) : city.asActor(actorOf(who)));
    const table = await caller.send(EXPORTS);
    const figures = await pages(linksIn(table.data));
    for (const [index, letter] of letters.entries()) {
      const level = SEEN[who]?.[index] ?? 'hidden';
      const query = `query ($id: ID!) { ${letter.root}(id: $id) { ${PRINTED} } }`;
      const answer = await caller.send(query, { id: letter.id });
      const links = linksIn(answer.data);
      expect([letter.label, links.length]).toEqual([letter.label, level === 'full' ? 1 : 0]);
      const printed = await pages(links);
      if (level === 'full') expect(printed).toContain(letter.text.petitioner.name);
      expectNoLeak([answer, printed], letter, level);
      const people = [...personalSecrets(letter), ...textSecrets(letter)];
      expect(people.filter((secret) => figures.includes(secret))).toEqual([]);
    }
  });

  it('R17 lets nobody but its writer speak by the query code who is known as staff', async () => {
    const letter = letterAt(0);
    const say = `mutation ($id: ID!, $code: String!) {
      addMayorPetitionMessage(petition: $id, queryCode: $code, text: "补充") { id } }`;
    for (const [who, actor] of Object.entries(ACTORS)) {
      const isStaff = actor.role !== 'ANONYMOUS' && actor.role !== 'CITIZEN';
      const caller = await (who === 'nobody' ? city.as(null) : city.asActor(actor));
      const { errors } = await caller.send(say, { id: letter.id, code: letter.queryCode });
      const code = errors?.[0]?.extensions.code ?? null;
      expect([who, code]).toEqual([who, isStaff ? 'FORBIDDEN' : null]);
    }
  });

  it('R10 tells whoever holds a query code the stage, and no word of the letter', async () => {
    const nobody = await city.as(null);
    for (const letter of letters) {
      const answer = await nobody.send(
        `query ($code: String!) { caseStatus(queryCode: $code) {
          state registrationNumber timeline { act unit { name } } replies { content }
        } }`,
        { code: letter.queryCode },
      );
      expect(answer.errors).toBeUndefined();
      expectNoLeak(answer, letter, 'masked');
    }
  });

  it('pushes to a unit its own letters alone', async () => {
    const units = {
      'district-yuechi': '岳池县',
      'district-guangan': '广安区',
      'department-transport': 'transport',
    };
    for (const [persona, who] of Object.entries(units)) {
      const expected = letters.filter(({ assigned }) => assigned.includes(actorOf(who).unit ?? ''));
      const events = await eventually(async () => {
        const told = watchers.get(persona)?.pending() ?? [];
        return told.length >= expected.length && told;
      });
      const ids = events.map((event: any) => event.assignmentIssued.assignment.case.petition.id);
      expect(ids).toEqual(expected.map(({ id }) => id));
      for (const [index, letter] of letters.entries())
        expectNoLeak(events, letter, SEEN[who]?.[index] ?? 'hidden');
    }
  });

  it('shows nothing to whoever comes to a subgraph unsigned, and refuses a signature nobody knows', async () => {
    const forger = await createForger();
    const forged = await forger({ role: 'CITY_BUREAU', id: 'bureau-1', unit: null });
    for (const letter of letters) {
      const { subgraph, root, typename, id } = letter;
      const url = city.urls[subgraph] ?? '';
      const query = `query ($id: ID!, $of: [_Any!]!) {
        ${root}(id: $id) { ${fieldsOf(letter)} }
        _entities(representations: $of) { ... on ${typename} { title } }
      }`;
      const of = [{ __typename: typename, id, handlingUnits: [HOUSING] }];
      const unsigned = await createCaller(url, null).send(query, { id, of });
      expect(unsigned.data).toEqual({ [root]: null, _entities: [{ title: null }] });
      const refusal = await createCaller(url, forged).refusal(query, { id, of });
      expect(refusal.extensions.code).toBe('UNAUTHENTICATED');
    }
  });
});

/** Signs as the gateway would, with a key of its own. */
async function createForger(): Promise<SignActor> {
  const { privateKey } = await generateKeyPair(ACTOR_TOKEN.algorithm, { extractable: true });
  return createActorSigner({ ...(await exportJWK(privateKey)), kid: ACTOR_TOKEN.gatewayKeyId });
}
