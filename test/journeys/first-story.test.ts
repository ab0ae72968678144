import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCityHere, type CityHere } from './support/city.ts';
import { eventually } from './support/eventually.ts';
import { caseOf, LETTER, submitToMayor } from './support/letters.ts';

const NEW_ASSIGNMENTS = `subscription ($after: String) {
  assignmentIssued(after: $after) {
    cursor
    at
    assignment {
      __typename
      id
      unit { name }
      case { registrationNumber petition { __typename title petitioner { name isMasked } } }
    }
  }
}`;

const STATUS = `query ($code: String!) {
  caseStatus(queryCode: $code) {
    registrationNumber state dueOn
    replies { content visibility unit { name } }
    timeline { act unit { name } }
  }
}`;

let city: CityHere;
beforeAll(async () => {
  city = await startCityHere();
});
afterAll(async () => city[Symbol.asyncDispose]());

describe("a letter's whole life, from the mailbox to the live dashboard", () => {
  it('R16 R21 R20 R62 R64 is accepted, referred, mandated, answered and concluded', async () => {
    const citizen = await city.as('citizen-li');
    const bureau = await city.as('city-bureau');
    const district = await city.as('district-yuechi');
    const department = await city.as('department-housing');
    await using districtBoard = await city.listen('district-yuechi', NEW_ASSIGNMENTS);
    await using bureauBoard = await city.listen('city-bureau', NEW_ASSIGNMENTS);

    const { petitionId, queryCode } = await submitToMayor(citizen);
    expect(queryCode).toMatch(/^(\w{5}-){2}\w{5}$/);
    const caseId = await caseOf(bureau, petitionId);

    await bureau.ask(`mutation ($id: ID!) { acceptCase(caseId: $id) { case { state } } }`, {
      id: caseId,
    });
    const { issueReferral } = await bureau.ask(
      `mutation ($id: ID!) {
        issueReferral(caseId: $id, unit: "district:511621", instruction: "请核实") {
          assignment { id state }
        }
      }`,
      { id: caseId },
    );
    const { issueMandate } = await bureau.ask(
      `mutation ($id: ID!) {
        issueMandate(caseId: $id, unit: "department:housing") { assignment { id state } }
      }`,
      { id: caseId },
    );

    const seenByDistrict = (await districtBoard.next()).assignmentIssued;
    expect(seenByDistrict.assignment).toEqual({
      __typename: 'Referral',
      id: issueReferral.assignment.id,
      unit: { name: '岳池县' },
      case: {
        registrationNumber: expect.stringMatching(/^GA-\d{4}-\d{6}$/),
        petition: {
          __typename: 'MayorPetition',
          title: LETTER.title,
          petitioner: { name: '李晓明', isMasked: false },
        },
      },
    });
    expect((await bureauBoard.next()).assignmentIssued.cursor).toBe(seenByDistrict.cursor);
    expect((await bureauBoard.next()).assignmentIssued.assignment).toMatchObject({
      __typename: 'Mandate',
      id: issueMandate.assignment.id,
    });
    expect(districtBoard.pending()).toEqual([]);

    const receive = `mutation ($id: ID!) {
      receiveAssignment(assignmentId: $id) { assignment { state deadline { rule amount dayUnit } } }
    }`;
    const reply = `mutation ($id: ID!, $text: String!, $visibility: ReplyVisibility!) {
      replyToPetitioner(caseId: $id, content: $text, visibility: $visibility) { case { state } }
    }`;
    const received = await district.ask(receive, { id: issueReferral.assignment.id });
    expect(received.receiveAssignment.assignment).toEqual({
      state: 'RECEIVED',
      deadline: { rule: 'R57', amount: 20, dayUnit: 'WORKING_DAY' },
    });
    await department.ask(receive, { id: issueMandate.assignment.id });

    const handlerReplies = await department.refusal(reply, {
      id: caseId,
      text: '已安排。',
      visibility: 'PUBLIC',
    });
    expect(handlerReplies.extensions.code).toBe('FORBIDDEN');
    const departmentIssues = await department.refusal(
      `mutation ($id: ID!) { issueMandate(caseId: $id, unit: "district:511602") { assignment { id } } }`,
      { id: caseId },
    );
    expect(departmentIssues.extensions.code).toBe('FORBIDDEN');

    const answered = await district.ask(reply, {
      id: caseId,
      text: '路灯已于今日修复。',
      visibility: 'PUBLIC',
    });
    expect(answered.replyToPetitioner.case.state).toBe('ASSIGNED');
    await department.ask(
      `mutation ($id: ID!) {
        giveFeedback(assignmentId: $id, content: "已列入改造计划") { assignment { state } }
      }`,
      { id: issueMandate.assignment.id },
    );
    const closed = await bureau.ask(reply, {
      id: caseId,
      text: '住建局已列入改造计划。',
      visibility: 'PRIVATE',
    });
    expect(closed.replyToPetitioner.case.state).toBe('REPLIED');
    await bureau.ask(
      `mutation ($id: ID!) {
        recordContact(caseId: $id, channel: PHONE, note: "已电话告知") { case { state } }
      }`,
      { id: caseId },
    );
    await bureau.ask(`mutation ($id: ID!) { concludeCase(caseId: $id) { case { state } } }`, {
      id: caseId,
    });

    const nobody = await city.as(null);
    const { caseStatus } = await nobody.ask(STATUS, { code: queryCode.toLowerCase() });
    expect(caseStatus.state).toBe('CONCLUDED');
    expect(caseStatus.replies).toEqual([
      { content: '路灯已于今日修复。', visibility: 'PUBLIC', unit: { name: '岳池县' } },
      { content: '住建局已列入改造计划。', visibility: 'PRIVATE', unit: { name: '市信访局' } },
    ]);
    expect(caseStatus.timeline.map(({ act }: { act: string }) => act)).toEqual([
      'CASE_REGISTERED',
      'CASE_ACCEPTED',
      'ASSIGNMENT_ISSUED',
      'ASSIGNMENT_ISSUED',
      'ASSIGNMENT_RECEIVED',
      'ASSIGNMENT_RECEIVED',
      'REPLY_GIVEN',
      'REPLY_GIVEN',
      'PETITIONER_CONTACTED',
      'CASE_CONCLUDED',
    ]);
  });

  it('R50 lists all four channels in one query, with details from the owning subgraph', async () => {
    const citizen = await city.as('citizen-wang');
    const bureau = await city.as('city-bureau');
    await citizen.ask(
      `mutation ($letter: LetterInput!) {
        submitDistrictPetition(district: "511602", letter: $letter) { queryCode }
      }`,
      { letter: { ...LETTER, title: '区里的信' } },
    );
    await citizen.ask(
      `mutation ($letter: LetterInput!) {
        submitDepartmentPetition(department: "transport", letter: $letter) { queryCode }
      }`,
      { letter: { ...LETTER, title: '局里的信' } },
    );
    await bureau.ask(
      `mutation ($letter: LetterInput!) {
        submitNationalPetition(upstreamChannel: "governor-mailbox", upstreamNumber: "N1", letter: $letter) {
          queryCode
        }
      }`,
      { letter: { ...LETTER, title: '上面的信' } },
    );
    await submitToMayor(citizen, { ...LETTER, title: '市里的信' });
    const titles = await eventually(async () => {
      const { cases } = await bureau.ask(`{
        cases(first: 4) { edges { node {
          mailbox mailboxUnit { __typename name }
          petition { __typename title petitioner { name } }
        } } }
      }`);
      const found = Object.fromEntries(
        cases.edges.map(({ node }: { node: { mailbox: string; petition: { title: string } } }) => [
          node.mailbox,
          node.petition.title,
        ]),
      ) as Record<string, string>;
      return Object.keys(found).length === 4 && found.MAYOR === '市里的信' && found;
    });
    expect(titles).toEqual({
      MAYOR: '市里的信',
      DISTRICT: '区里的信',
      DEPARTMENT: '局里的信',
      NATIONAL: '上面的信',
    });
  });

  it('R96 shows a district neither the cases nor the names of others', async () => {
    const outsider = await city.as('district-guangan');
    const citizen = await city.as('citizen-li');
    const { petitionId } = await submitToMayor(citizen);
    const caseId = await caseOf(await city.as('city-bureau'), petitionId);
    expect(await outsider.ask('query ($id: ID!) { case(id: $id) { id } }', { id: caseId })).toEqual(
      {
        case: null,
      },
    );
    const { data } = await outsider.send(
      'query ($id: ID!) { mayorPetition(id: $id) { title petitioner { name phone isMasked } } }',
      { id: petitionId },
    );
    expect(JSON.stringify(data)).not.toContain('李晓明');
    expect(JSON.stringify(data)).not.toContain('13900000001');
    expect(JSON.stringify(data)).not.toContain(LETTER.title);
  });
});
