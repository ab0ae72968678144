import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  actsAsBureau,
  actsAsOffice,
  bureauUnitOf,
  isKeptFrom,
  keepingOf,
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
  disciplineInspection: 'department:discipline-inspection',
};
const { petitionBureau: BUREAU, governmentOffice: OFFICE, disciplineInspection: UNIT } = units;
const DISCIPLINE = actorOf('DEPARTMENT', UNIT);
const HOUSING = actorOf('DEPARTMENT', 'department:housing');
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
const LOG = `query ($id: ID!) {
  mayorPetition(id: $id) { accessLog { edges { node { account } } } } }`;
const SAY = `mutation ($id: ID!) {
  addMayorPetitionMessage(petition: $id, text: "请补充材料") { from unitId } }`;

describe('R96 the city’s office that a letter accuses', () => {
  const STAFF = [CITY_BUREAU, CITY_OFFICE, DISCIPLINE, HOUSING];

  it.each([
    [[], [], CITY_BUREAU, CITY_OFFICE, BUREAU],
    [['department:housing'], [], CITY_BUREAU, CITY_OFFICE, BUREAU],
    [[BUREAU], [CITY_BUREAU], CITY_OFFICE, CITY_OFFICE, OFFICE],
    [[BUREAU, UNIT], [CITY_BUREAU], CITY_OFFICE, CITY_OFFICE, OFFICE],
    [[OFFICE], [CITY_OFFICE], CITY_BUREAU, CITY_BUREAU, BUREAU],
    [[OFFICE, BUREAU], [CITY_BUREAU, CITY_OFFICE], DISCIPLINE, DISCIPLINE, UNIT],
    [[OFFICE, BUREAU, UNIT], [CITY_BUREAU], CITY_OFFICE, CITY_OFFICE, OFFICE],
  ])('of %j is kept from %j; then %j is the bureau and %j the office', (accused, ...wanted) => {
    const [hidden, bureau, office, unit] = wanted;
    const keeping = keepingOf(accused, units);
    expect(STAFF.filter(({ role }) => isKeptFrom(role, keeping))).toEqual(hidden);
    expect(STAFF.filter((actor) => actsAsBureau(actor, keeping))).toEqual([bureau]);
    expect(STAFF.filter((actor) => actsAsOffice(actor, keeping))).toEqual([office]);
    expect(bureauUnitOf(keeping, units)).toBe(unit);
  });

  it('is the government office’s to handle with the bureau, where no unit for discipline is named', () => {
    const keeping = keepingOf([OFFICE, BUREAU], { ...units, disciplineInspection: null });
    expect(keeping).toEqual({ keptFrom: 'CITY_BUREAU', keptBy: null });
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

describe('R96 a letter to the mayor that accuses both of the city’s offices', () => {
  it('is there for the unit for discipline alone, which moderates it and speaks about it', async () => {
    await using mayor = await openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });
    const submit = `mutation ($letter: LetterInput!) {
      submitMayorPetition(letter: $letter) { petition { id } } }`;
    const letter = letterInput({ accusedUnits: [BUREAU, OFFICE] });
    const { data } = await mayor.ask(LI, submit, { letter });
    const { id } = (data?.submitMayorPetition as { petition: { id: string } }).petition;
    // nobody was given the case, and casework is not asked
    await mayor.stopCasework();
    const of = [{ __typename: 'MayorPetition', id, handlingUnits: [] }];
    for (const office of [CITY_BUREAU, CITY_OFFICE]) {
      expect((await mayor.ask(office, SEE, { id, of })).data).toEqual({
        mayorPetition: null,
        _entities: [null],
      });
      for (const mutation of [REJECT, SAY])
        expect(codesOf(await mayor.ask(office, mutation, { id }))).toEqual(['NOT_FOUND']);
    }
    expect(codesOf(await mayor.ask(HOUSING, REJECT, { id }))).toEqual(['FORBIDDEN']);
    const seen = await mayor.ask(DISCIPLINE, SEE, { id, of });
    expect(seen.errors).toBeUndefined();
    expect(seen.data?.mayorPetition).toMatchObject({ petitioner: { isMasked: false } });
    expect((await mayor.ask(DISCIPLINE, LOG, { id })).data).toEqual({
      mayorPetition: { accessLog: { edges: [{ node: { account: DISCIPLINE.id } }] } },
    });
    expect((await mayor.ask(DISCIPLINE, REJECT, { id })).errors).toBeUndefined();
    expect((await mayor.ask(DISCIPLINE, RELEASE, { id })).errors).toBeUndefined();
    expect((await mayor.ask(DISCIPLINE, SAY, { id })).data).toEqual({
      addMayorPetitionMessage: { from: 'UNIT', unitId: UNIT },
    });
  });
});
