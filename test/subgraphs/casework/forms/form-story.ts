import type { Actor } from '../../../../schema/contract/actor.ts';
import { cityBureau, housing, HOUSING } from '../support/actors.ts';
import type { TestCasework } from '../support/casework.ts';
import { act, expectData, petitionTo, register } from '../support/story.ts';

/** What a mailbox tells the gateway of a letter, for `@requires`. */
export const LETTER = {
  title: '拖欠工资并断缴社会保险',
  content: '我等40人在城南工地务工，被拖欠5个月工资。\n另有8个月未缴社会保险，请求核查。',
  petitioner: {
    name: '姚建国',
    phone: '13800000000',
    address: '广安区城南街道1号',
    isMasked: false,
  },
};

export const MASKED = {
  title: null,
  content: null,
  petitioner: { name: '姚某某', phone: null, address: null, isMasked: true },
};

export interface FormCase {
  petitionId: string;
  caseId: string;
  number: string;
  supervisionId: string;
}

/** A joint petition from its registration to the second review, supervised on site on the way. */
export async function filledCase(casework: TestCasework): Promise<FormCase> {
  const petition = petitionTo('mayor', { signatoryCount: 40 });
  const { case: row } = expectData(await register(casework, petition)).registerPetition;
  const caseId = row.id;
  await act(casework, cityBureau, 'acceptCase', { caseId });
  const claimed = await act(casework, cityBureau, 'addClaim', {
    caseId,
    summary: '补发五个月工资',
  });
  await act(casework, cityBureau, 'addClaim', { caseId, summary: '补缴八个月社会保险' });
  const issued = await act(casework, cityBureau, 'issueMandate', {
    caseId,
    unit: HOUSING,
    isLead: true,
    instruction: '请核实并督促企业支付',
  });
  const assignmentId = issued.assignment!.id;
  await act(casework, housing, 'receiveAssignment', { assignmentId });
  const opened = await act(casework, cityBureau, 'openSupervision', {
    caseId,
    reason: '涉及人数较多',
  });
  const supervisionId = opened.case!.supervisions!.at(-1)!.id;
  await act(casework, cityBureau, 'consentToSupervision', { supervisionId, approvedBy: '王主任' });
  await act(casework, cityBureau, 'recordSiteVisit', {
    supervisionId,
    officers: ['张三丰', '李四光'],
    visitedAt: '2026-03-02T08:40:00+08:00',
    place: '城南工地项目部',
    record: '现场核对工资表',
  });
  await act(casework, cityBureau, 'deliverSupervision', {
    supervisionId,
    content: '限十日内足额支付',
  });
  await act(casework, housing, 'giveFeedback', { assignmentId, content: '企业已承诺支付' });
  await act(casework, cityBureau, 'recordClaimOutcome', {
    claimId: claimed.case!.claims![0]!.id,
    note: '工资已全部到账',
  });
  await act(casework, cityBureau, 'replyToPetitioner', { caseId, content: '拖欠工资已补发' });
  await act(casework, cityBureau, 'reviewFirst', {
    caseId,
    signedBy: '赵局长',
    petitionerOpinion: '非常感谢',
  });
  await act(casework, cityBureau, 'reviewSecond', { caseId, remark: '电话回访属实' });
  return { petitionId: petition.petitionId, caseId, number: row.registrationNumber, supervisionId };
}

export type FormField = `assignmentForm(${string})` | `supervisionForm(${string})`;

/** The link to a form, with the letter as its mailbox shows it to the actor. */
export async function linkTo(
  casework: TestCasework,
  { petitionId }: FormCase,
  chosen: { field: FormField; actor?: Actor; letter?: typeof LETTER | typeof MASKED },
): Promise<{ url: string; expiresAt: string } | null> {
  const { field, actor = cityBureau, letter = LETTER } = chosen;
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on MayorPetition { link: ${field} { url expiresAt } } } }`;
  const representations = [{ __typename: 'MayorPetition', id: petitionId, ...letter }];
  const answer = await casework.ask<{
    _entities: [{ link: { url: string; expiresAt: string } | null }];
  }>(actor, query, { representations });
  return expectData(answer)._entities[0].link;
}
