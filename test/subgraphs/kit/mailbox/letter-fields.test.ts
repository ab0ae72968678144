import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { createDepartments } from '../../../../subgraphs/departments/subgraph.ts';
import { createMayor } from '../../../../subgraphs/mayor/subgraph.ts';
import { actorOf, CITY_BUREAU, letterInput, LI, openMailbox, WANG } from './mailbox-world.ts';

const FIELDS = `jointSignatories representatives beneficiary { name phone isMasked } isAssisted
  place entrance publicityWish`;
const LETTER = letterInput({
  jointSignatories: ['姚大山', '赵敏儿', '孙小红'],
  representatives: ['姚大山'],
  onBehalfOf: { name: '李老根', phone: '13900000002' },
  place: '花桥镇老街口',
  category: ['城乡建设'],
  entrance: 'BUREAU_SITE',
  publicityWish: 'PUBLIC',
});

function entityQuery(typename: string): string {
  return `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${typename} { ${FIELDS} } } }`;
}

describe('a letter keeps what the form asks for', () => {
  it('R9 R27 R44 R47 towards who may read it, names masked for others', async () => {
    await using mayor = await openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });
    mayor.clock.run();
    const submitted = await mayor.ask(
      LI,
      'mutation ($letter: LetterInput!) { submitMayorPetition(letter: $letter) { petition { id } } }',
      { letter: LETTER },
    );
    expect(submitted.errors).toBeUndefined();
    const { id } = (submitted.data?.submitMayorPetition as { petition: { id: string } }).petition;
    const seenBy = async (actor: Actor) => {
      const of = [{ __typename: 'MayorPetition', id, handlingUnits: [] }];
      const { data } = await mayor.ask(actor, entityQuery('MayorPetition'), { of });
      return (data?._entities as unknown[])[0];
    };
    const whole = {
      jointSignatories: ['姚大山', '赵敏儿', '孙小红'],
      representatives: ['姚大山'],
      beneficiary: { name: '李老根', phone: '13900000002', isMasked: false },
      isAssisted: false,
      place: '花桥镇老街口',
      entrance: 'BUREAU_SITE',
      publicityWish: 'PUBLIC',
    };
    expect(await seenBy(LI)).toEqual(whole);
    expect(await seenBy(CITY_BUREAU)).toEqual(whole);
    expect(await seenBy(WANG)).toEqual({
      ...whole,
      jointSignatories: ['姚某', '赵某', '孙某'],
      representatives: ['姚某'],
      beneficiary: { name: '李某', phone: null, isMasked: true },
      place: null,
    });
    await mayor.casework.calls.reached(1);
    expect(mayor.casework.calls.items[0]?.petition).toMatchObject({
      signatoryCount: 4,
      category: ['城乡建设'],
    });
    expect(JSON.stringify(mayor.casework.calls.items)).not.toMatch(/姚|赵|孙|李|花桥/);
  });
});

describe('R96 a letter that accuses the owner of its mailbox', () => {
  it('is not found by it, and is told to casework as accusing it', async () => {
    await using departments = await openMailbox(createDepartments, {
      schema: 'departments',
      prefix: 'department',
    });
    departments.clock.run();
    const letter = letterInput({ accusedUnits: ['department:housing'] });
    const submitted = await departments.ask(
      LI,
      `mutation ($letter: LetterInput!) {
        submitDepartmentPetition(department: "housing", letter: $letter) { petition { id } } }`,
      { letter },
    );
    const { petition } = submitted.data?.submitDepartmentPetition as { petition: { id: string } };
    const find = async (actor: Actor) => {
      const query = 'query ($id: ID!) { departmentPetition(id: $id) { title } }';
      const { data } = await departments.ask(actor, query, petition);
      return data?.departmentPetition;
    };
    expect(await find(actorOf('DEPARTMENT', 'department:housing'))).toBeNull();
    expect(await find(CITY_BUREAU)).toEqual({ title: letter.title });
    await departments.casework.calls.reached(1);
    expect(departments.casework.calls.items[0]?.petition).toMatchObject({
      accusedUnits: ['department:housing'],
    });
  });
});
