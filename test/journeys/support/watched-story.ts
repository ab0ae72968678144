import type { CityHere } from './city.ts';
import { eventually } from './eventually.ts';
import { caseOf, LETTER, submitToMayor } from './letters.ts';

/** The district whose assignments, alerts and events are watched. */
export const UNIT = 'district:511621';

/** A letter with personal data, worked on by a district and a department. */
export async function tellStory(city: CityHere): Promise<{ id: string; queryCode: string }> {
  const bureau = await city.as('city-bureau');
  const district = await city.as('district-yuechi');
  const department = await city.as('department-housing');
  const { petitionId, queryCode } = await submitToMayor(await city.as('citizen-li'), {
    ...LETTER,
    petitioner: { ...LETTER.petitioner, address: '岳池县九龙镇一号' },
    jointSignatories: ['王小明'],
  });
  const id = await caseOf(bureau, petitionId);
  await bureau.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', { id });
  await bureau.ask(
    'mutation ($id: ID!) { addClaim(caseId: $id, summary: "修好路灯") { case { id } } }',
    { id },
  );
  const { issueReferral } = await bureau.ask(
    `mutation ($id: ID!) {
      issueReferral(caseId: $id, unit: "${UNIT}", instruction: "请核实") { assignment { id } }
    }`,
    { id },
  );
  const { issueMandate } = await bureau.ask(
    `mutation ($id: ID!) {
      issueMandate(caseId: $id, unit: "department:housing", instruction: "请报告") { assignment { id } }
    }`,
    { id },
  );
  const receive = `mutation ($id: ID!) { receiveAssignment(assignmentId: $id) { assignment { id } } }`;
  await district.ask(receive, { id: issueReferral.assignment.id });
  await department.ask(receive, { id: issueMandate.assignment.id });
  await department.ask(
    `mutation ($id: ID!) { giveFeedback(assignmentId: $id, content: "已列入计划") { assignment { id } } }`,
    { id: issueMandate.assignment.id },
  );
  await bureau.ask(
    'mutation ($id: ID!) { openSupervision(caseId: $id, reason: "久拖不决") { case { id } } }',
    { id },
  );
  return { id, queryCode };
}

/** A letter of long ago in the district's own mailbox, which nobody ever answered; its case. */
export async function importUnanswered(city: CityHere): Promise<string> {
  const bureau = await city.as('city-bureau');
  await bureau.ask(
    `mutation ($letters: [HistoricalLetterInput!]!) {
      importDistrictPetitions(district: "511621", letters: $letters) { imported }
    }`,
    {
      letters: [
        {
          sourceNumber: 'old-1',
          author: '王大山',
          type: 'COMPLAINT',
          title: '多年的老问题',
          content: '一直没有答复。',
          submittedAt: '2019-03-01T09:00:00+08:00',
        },
      ],
    },
  );
  return eventually(async () => {
    const { cases } = await bureau.ask(
      '{ cases(first: 1, filter: { isOverdue: true }) { edges { node { id overdueAlerts { id } } } } }',
    );
    const node = cases.edges[0]?.node;
    return node?.overdueAlerts.length > 0 && (node.id as string);
  });
}
