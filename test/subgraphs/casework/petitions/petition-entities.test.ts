import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import {
  cityBureau,
  citizenWang,
  guangan,
  GUANGAN,
  HOUSING,
  mailboxOf,
  transport,
  TRANSPORT,
} from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { act, expectData, petitionTo, register } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  __typename
  ... on MayorPetition { id handlingUnits case { id } }
  ... on DistrictPetition { id handlingUnits case { id } }
  ... on DepartmentPetition { id handlingUnits case { id } }
  ... on NationalPetition { id handlingUnits case { id } } } }`;

interface Entity {
  __typename: string;
  handlingUnits: string[] | null;
  case: { id: string } | null;
}

const TYPENAMES = ['MayorPetition', 'DistrictPetition', 'DepartmentPetition', 'NationalPetition'];

describe('petitions as stubs', () => {
  it('know the mailbox’s unit and all that handle them; who may not see the case gets none', async () => {
    const petitions = ['mayor', GUANGAN, HOUSING, 'national'].map((place) => petitionTo(place));
    const caseIds: string[] = [];
    for (const petition of petitions) {
      const { registerPetition } = expectData(await register(casework, petition));
      caseIds.push(registerPetition.case.id);
    }
    await act(casework, guangan, 'acceptCase', { caseId: caseIds[1] });
    await act(casework, guangan, 'issueReferral', { caseId: caseIds[1], unit: TRANSPORT });
    const representations = [
      ...petitions.map(({ petitionId }, index) => ({
        __typename: TYPENAMES[index],
        id: petitionId,
      })),
      { __typename: 'MayorPetition', id: 'mayor:unregistered' },
    ];
    const ask = async (actor: Actor | null): Promise<Entity[]> => {
      const answer = await casework.ask<{ _entities: Entity[] }>(actor, ENTITIES, {
        representations,
      });
      return expectData(answer)._entities;
    };
    const seen = await ask(cityBureau);
    expect(seen.map(({ __typename }) => __typename)).toEqual([...TYPENAMES, 'MayorPetition']);
    expect(seen.map(({ handlingUnits }) => handlingUnits)).toEqual([
      [],
      [GUANGAN, TRANSPORT],
      [HOUSING],
      [],
      null,
    ]);
    expect(seen.map((one) => one.case?.id ?? null)).toEqual([...caseIds, null]);
    const idsSeenBy = async (actor: typeof cityBureau) =>
      (await ask(actor)).map((one) => one.case?.id ?? null);
    expect(await idsSeenBy(transport)).toEqual([null, caseIds[1], null, null, null]);
    expect(await idsSeenBy(citizenWang)).toEqual([null, null, null, null, null]);
    const unitsToldTo = async (actor: Actor | null) =>
      (await ask(actor)).map(({ handlingUnits }) => handlingUnits);
    // a district's own system has a key to ask casework itself
    expect(await unitsToldTo(mailboxOf(GUANGAN))).toEqual([
      null,
      [GUANGAN, TRANSPORT],
      null,
      null,
      null,
    ]);
    for (const stranger of [mailboxOf('district:511621'), citizenWang, null])
      expect(await unitsToldTo(stranger)).toEqual([null, null, null, null, null]);
  });
});
