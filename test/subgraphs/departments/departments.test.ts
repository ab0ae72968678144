import { describe, expect, it } from '@jest/globals';
import { createDepartments } from '../../../subgraphs/departments/subgraph.ts';
import {
  actorOf,
  CITY_BUREAU,
  codesOf,
  historicalLetter,
  letterInput,
  LI,
  openMailbox,
} from '../kit/mailbox/mailbox-world.ts';

const SUBMIT = `mutation ($department: ID!, $letter: LetterInput!) {
  submitDepartmentPetition(department: $department, letter: $letter) {
    petition { id ... on DepartmentPetition { department { id name } petitioner { kind name } } }
  }
}`;
const HOUSING = actorOf('DEPARTMENT', 'department:housing');

function open() {
  return openMailbox(createDepartments, { schema: 'departments', prefix: 'department' });
}

describe('the directory of departments', () => {
  it('R5 returns 88, the petition bureau among them', async () => {
    await using departments = await open();
    const { data } = await departments.ask(
      null,
      '{ all: departments { code } departments(function: PETITION_BUREAU) { id name mailboxUrl } }',
    );
    expect(data?.all).toHaveLength(88);
    expect(data?.departments).toMatchObject([
      { id: 'department:petition-bureau', name: '市信访局' },
    ]);
  });
});

describe("a department's mailbox", () => {
  it.each(['PERSON', 'LEGAL_PERSON', 'ORGANIZATION'])(
    'R1 R6 gets the letter of a %s without triage',
    async (kind) => {
      await using departments = await open();
      const letter = letterInput({ petitioner: { kind, name: '示例名称' } });
      const { data, errors } = await departments.ask(LI, SUBMIT, { department: 'housing', letter });
      expect(errors).toBeUndefined();
      const { petition } = data?.submitDepartmentPetition as {
        petition: { id: string };
      };
      expect(petition).toMatchObject({
        department: { id: 'department:housing' },
        petitioner: { kind, name: '示例名称' },
      });
      expect(petition.id).toMatch(/^department:housing:[0-9a-f-]{36}$/);
      await departments.casework.calls.reached(1);
      expect(departments.casework.calls.items[0]?.petition).toMatchObject({
        mailbox: 'DEPARTMENT',
        mailboxUnit: 'department:housing',
      });
    },
  );

  it('R47 is written to by citizens, the bureau and the department itself', async () => {
    await using departments = await open();
    const ask = async (actor: Parameters<typeof departments.ask>[0], department: string) =>
      codesOf(
        await departments.ask(actor, SUBMIT, {
          department,
          letter: letterInput({ channel: 'PHONE' }),
        }),
      );
    expect(await ask(HOUSING, 'housing')).toEqual([]);
    expect(await ask(CITY_BUREAU, 'housing')).toEqual([]);
    expect(await ask(HOUSING, 'transport')).toEqual(['FORBIDDEN']);
    expect(await ask(LI, 'housing')).toEqual(['BAD_USER_INPUT']);
    expect(await ask(LI, 'department:housing')).toEqual(['BAD_USER_INPUT']);
  });

  it('R96 is read by its owner, and by no other department unasked', async () => {
    await using departments = await open();
    const { data } = await departments.ask(LI, SUBMIT, {
      department: 'housing',
      letter: letterInput(),
    });
    const { petition } = data?.submitDepartmentPetition as {
      petition: { id: string };
    };
    const find = 'query ($id: ID!) { departmentPetition(id: $id) { title petitioner { name } } }';
    expect((await departments.ask(HOUSING, find, petition)).data?.departmentPetition).toEqual({
      title: '路灯不亮',
      petitioner: { name: '李明华' },
    });
    const other = await departments.ask(
      actorOf('DEPARTMENT', 'department:transport'),
      find,
      petition,
    );
    expect(codesOf(other)).toEqual(['FORBIDDEN']);
    expect(other.data?.departmentPetition).toEqual({
      title: null,
      petitioner: { name: '李某' },
    });
  });

  it('loads its own past', async () => {
    await using departments = await open();
    const load = `mutation ($letters: [HistoricalLetterInput!]!) {
      importDepartmentPetitions(department: "housing", letters: $letters) { imported }
    }`;
    const { data } = await departments.ask(HOUSING, load, { letters: [historicalLetter()] });
    expect(data?.importDepartmentPetitions).toEqual({ imported: 1 });
  });
});
