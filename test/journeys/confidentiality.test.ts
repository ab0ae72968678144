import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { ACTOR_TOKEN, ANONYMOUS, type Actor } from '../../schema/contract/actor.ts';
import { createActorSigner, type SignActor } from '../../subgraphs/kit/process/actor-signer.ts';
import { createCaller } from './support/caller.ts';
import {
  GUANGAN_DISTRICT,
  HOUSING,
  personalSecrets,
  PLANS,
  textSecrets,
  TRANSPORT,
  writeLetters,
  YUECHI,
  type ConfidentialLetter,
} from './support/confidential-letters.ts';
import { openDatedCity, type DatedCity } from './support/dated-city.ts';
import type { Listener } from './support/listener.ts';

const PERSON = 'kind name phone email idNumber address isMasked';
const FIELDS = `title content place petitioner { ${PERSON} } beneficiary { ${PERSON} }
  jointSignatories representatives signatoryCount attachments { fileName } notices { kind }
  messages { edges { node { text } } }`;

const ACTORS: Record<string, Actor> = {
  nobody: ANONYMOUS,
  'its writer': { role: 'CITIZEN', id: 'citizen-li', unit: null },
  'another citizen': { role: 'CITIZEN', id: 'citizen-wang', unit: null },
  'the city bureau': { role: 'CITY_BUREAU', id: 'bureau-1', unit: null },
  'the city office': { role: 'CITY_OFFICE', id: 'office-1', unit: null },
  岳池县: { role: 'DISTRICT_BUREAU', id: 'yuechi-1', unit: YUECHI },
  广安区: { role: 'DISTRICT_BUREAU', id: 'guangan-1', unit: GUANGAN_DISTRICT },
  housing: { role: 'DEPARTMENT', id: 'housing-1', unit: HOUSING },
  transport: { role: 'DEPARTMENT', id: 'transport-1', unit: TRANSPORT },
  'the system of the mayor': { role: 'SYSTEM', id: 'mailbox:mayor', unit: 'mayor' },
  'the system of the departments': {
    role: 'SYSTEM',
    id: 'mailbox:department',
    unit: 'department',
  },
  'a system of nobody': { role: 'SYSTEM', id: 'exchange', unit: null },
};

type Level = 'full' | 'text' | 'masked' | 'hidden';

/**
 * The whole table, written out: who sees what of which letter, in the order of PLANS. `full`: all;
 * `text`: the letter, not the people; `masked`: that there is one; `hidden`: not even that.
 */
const SEEN: Record<string, readonly Level[]> = {
  nobody: ['hidden', 'hidden', 'hidden', 'hidden', 'hidden', 'hidden'],
  'its writer': ['full', 'full', 'full', 'full', 'full', 'full'],
  'another citizen': ['hidden', 'hidden', 'hidden', 'hidden', 'hidden', 'hidden'],
  'the city bureau': ['full', 'full', 'full', 'full', 'full', 'full'],
  'the city office': ['full', 'full', 'full', 'full', 'full', 'full'],
  岳池县: ['full', 'masked', 'masked', 'hidden', 'masked', 'hidden'],
  广安区: ['masked', 'full', 'masked', 'masked', 'masked', 'masked'],
  housing: ['full', 'masked', 'full', 'hidden', 'hidden', 'masked'],
  transport: ['masked', 'masked', 'full', 'full', 'masked', 'masked'],
  'the system of the mayor': ['text', 'hidden', 'hidden', 'text', 'hidden', 'hidden'],
  'the system of the departments': ['hidden', 'hidden', 'text', 'hidden', 'text', 'hidden'],
  'a system of nobody': ['hidden', 'hidden', 'hidden', 'hidden', 'hidden', 'hidden'],
};

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

const WATCH = `subscription { assignmentIssued { assignment { unit { id } case {
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

const HIDDEN = { phone: null, email: null, idNumber: null, address: null, isMasked: true };

/** Each personal field as it must be at a level. */
function viewOf({ text }: ConfidentialLetter, level: Level) {
  if (level === 'hidden') return null;
  const { message, ...letter } = text;
  const words = { title: letter.title, content: letter.content, place: letter.place };
  if (level === 'full')
    return {
      ...letter,
      petitioner: { ...letter.petitioner, isMasked: false },
      beneficiary: { ...letter.beneficiary, isMasked: false },
      signatoryCount: 3,
      attachments: [],
      notices: expect.any(Array),
      messages: { edges: [{ node: { text: message } }] },
    };
  const masked = `${letter.petitioner.name.slice(0, 2)}某`;
  const person = { kind: 'PERSON', name: masked, ...HIDDEN };
  return {
    ...(level === 'text' ? words : { title: null, content: null, place: null }),
    petitioner: person,
    beneficiary: person,
    jointSignatories: [masked, masked],
    representatives: [masked],
    signatoryCount: 3,
    attachments: null,
    notices: null,
    messages: null,
  };
}

/** No word of what a level does not show, wherever in an answer it might stand. */
function expectNoLeak(answer: unknown, letter: ConfidentialLetter, level: Level): void {
  if (level === 'full') return;
  const secrets = [...personalSecrets(letter), ...(level === 'text' ? [] : textSecrets(letter))];
  const text = JSON.stringify(answer);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
}

describe('R96 each personal field, for each role, of its own, assigned, others’ and accusing letters', () => {
  it.each(CELLS)(
    'through the gateway, to %s the letter %s is %s',
    async (who, _label, level, at) => {
      const letter = letterAt(at);
      const caller = await (who === 'nobody' ? city.as(null) : city.asActor(actorOf(who)));
      const answer = await caller.send(
        `query ($id: ID!) { ${letter.root}(id: $id) { ${FIELDS} } }`,
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
        `query ($id: ID!) { case(id: $id) { petition { ${FIELDS} } } }`,
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
      const owner =
        letter.mailbox.includes(':') && letter.accused.length === 0 ? [letter.mailbox] : [];
      const entity = {
        __typename: letter.typename,
        id: letter.id,
        handlingUnits: [...owner, ...letter.assigned],
      };
      const answer = await askEntity(who, letter, entity);
      // Only to the accused there is no such letter: everybody else needs an id, and sees it masked.
      const isAccused = letter.accused.includes(actorOf(who).unit ?? '');
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
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${letter.typename} { ${FIELDS} } } }`,
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
      const events = watchers.get(persona)?.pending() ?? [];
      const expected = letters.filter(({ assigned }) => assigned.includes(actorOf(who).unit ?? ''));
      const ids = events.map((event: any) => event.assignmentIssued.assignment.case.petition.id);
      expect(ids).toEqual(expected.map(({ id }) => id));
      for (const [index, letter] of letters.entries())
        expectNoLeak(events, letter, SEEN[who]?.[index] ?? 'hidden');
    }
  });

  it('shows nothing to whoever comes to a subgraph unsigned, and refuses a signature nobody knows', async () => {
    const forger = await createForger();
    const forged = await forger({ role: 'CITY_BUREAU', id: 'bureau-1', unit: null });
    for (const { subgraph, root, typename, id } of letters) {
      const url = city.urls[subgraph] ?? '';
      const query = `query ($id: ID!, $of: [_Any!]!) {
        ${root}(id: $id) { ${FIELDS} }
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
