import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  bureauFor,
  keptFrom,
  officeFor,
} from '../../../../subgraphs/kit/profile/kept-from.rules.ts';
import { createMayor } from '../../../../subgraphs/mayor/subgraph.ts';
import {
  actorOf,
  CITY_BUREAU,
  codesOf,
  letterInput,
  LI,
  openMailbox,
  type MailboxWorld,
} from './mailbox-world.ts';

const units = {
  petitionBureau: 'department:petition-bureau',
  governmentOffice: 'department:government-office',
};
const CITY_OFFICE = actorOf('CITY_OFFICE');

const FIELDS =
  'id title content petitioner { name phone isMasked } messages { edges { node { text } } }';
const SEE = `query ($id: ID!, $of: [_Any!]!) {
  mayorPetition(id: $id) { ${FIELDS} }
  _entities(representations: $of) { ... on MayorPetition { ${FIELDS} } } }`;
const REJECT = `mutation ($id: ID!) {
  moderateMayorPetition(petitionId: $id, decision: REJECT, ground: DEFAMATORY, reason: "不实") { id } }`;
const RELEASE = `mutation ($id: ID!) {
  moderateMayorPetition(petitionId: $id, decision: RELEASE, reason: "属实") { id } }`;
const APPEAL = `mutation ($id: ID!) {
  appealMayorModeration(petitionId: $id, statement: "属实") { id } }`;
const SAY = `mutation ($id: ID!) {
  addMayorPetitionMessage(petition: $id, text: "请补充材料") { from unitId } }`;

describe('R96 the city’s office that a letter accuses', () => {
  it.each([
    [[], null, 'CITY_BUREAU', 'CITY_OFFICE'],
    [['department:housing'], null, 'CITY_BUREAU', 'CITY_OFFICE'],
    [[units.petitionBureau], 'CITY_BUREAU', 'CITY_OFFICE', 'CITY_OFFICE'],
    [[units.governmentOffice], 'CITY_OFFICE', 'CITY_BUREAU', 'CITY_BUREAU'],
    [[units.governmentOffice, units.petitionBureau], 'CITY_BUREAU', 'CITY_OFFICE', 'CITY_OFFICE'],
  ] as const)('of %j is %s; then %s is the bureau and %s the office', (accused, kept, ...roles) => {
    expect(keptFrom(accused, units)).toBe(kept);
    expect([bureauFor(kept), officeFor(kept)]).toEqual(roles);
  });
});

describe('R96 a letter to the mayor that accuses the petition bureau', () => {
  let mayor: MailboxWorld;
  let id: string;
  beforeAll(async () => {
    mayor = await openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });
    const letter = letterInput({ accusedUnits: [units.petitionBureau] });
    const submit = `mutation ($letter: LetterInput!) {
      submitMayorPetition(letter: $letter) { petition { id } } }`;
    const { data } = await mayor.ask(LI, submit, { letter });
    id = (data?.submitMayorPetition as { petition: { id: string } }).petition.id;
  });
  afterAll(async () => mayor[Symbol.asyncDispose]());

  it('is not there for the bureau, whichever way it asks; the office reads it', async () => {
    const of = [{ __typename: 'MayorPetition', id, handlingUnits: [] }];
    expect((await mayor.ask(CITY_BUREAU, SEE, { id, of })).data).toEqual({
      mayorPetition: null,
      _entities: [null],
    });
    const { data, errors } = await mayor.ask(CITY_OFFICE, SEE, { id, of });
    expect(errors).toBeUndefined();
    expect(data?.mayorPetition).toMatchObject({ petitioner: { isMasked: false } });
  });

  it('is moderated by the office, the appeal by somebody else of it', async () => {
    const other = { ...CITY_OFFICE, id: 'another officer' };
    for (const mutation of [REJECT, SAY])
      expect(codesOf(await mayor.ask(CITY_BUREAU, mutation, { id }))).toEqual(['NOT_FOUND']);
    expect((await mayor.ask(CITY_OFFICE, REJECT, { id })).errors).toBeUndefined();
    expect((await mayor.ask(LI, APPEAL, { id })).errors).toBeUndefined();
    expect(codesOf(await mayor.ask(CITY_BUREAU, RELEASE, { id }))).toEqual(['NOT_FOUND']);
    expect(codesOf(await mayor.ask(CITY_OFFICE, RELEASE, { id }))).toEqual(['FORBIDDEN']);
    expect((await mayor.ask(other, RELEASE, { id })).errors).toBeUndefined();
  });

  it('R17 is spoken about by the office, under its own name', async () => {
    expect((await mayor.ask(CITY_OFFICE, SAY, { id })).data).toEqual({
      addMayorPetitionMessage: { from: 'UNIT', unitId: units.governmentOffice },
    });
  });
});
