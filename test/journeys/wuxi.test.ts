import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatedCity, type DatedCity } from './support/dated-city.ts';
import { eventually } from './support/eventually.ts';
import type { Officer } from './support/officer.ts';

/** Nothing of who writes: the city knows that from the registration. */
const LETTER = {
  type: 'COMPLAINT',
  title: '投诉工业园区污水直排',
  content: '园区东侧污水管网破损，污水流入河道，影响我公司取水，请尽快处理。',
};
/** With a code that GB 32100 gives its check character. */
const COMPANY = {
  kind: 'LEGAL_PERSON',
  name: '无锡某机械有限公司',
  document: 'SOCIAL_CREDIT_CODE',
  documentNumber: '91990000MA00000008',
  phone: '13900000088',
};
const REGISTER = `mutation ($of: RegistrationInput!) {
  registerPetitioner(registration: $of) { registration { name documentNumber } }
}`;
const TO_DEPARTMENT = `mutation ($letter: LetterInput!) {
  submitDepartmentPetition(department: "environment", letter: $letter) { queryCode petition { id } }
}`;
const TO_LEADER = `mutation ($letter: LetterInput!, $leader: ID) {
  submitMayorPetition(letter: $letter, leader: $leader) {
    queryCode petition { ... on MayorPetition { id leader { name title } } }
  }
}`;
const STATUS = `query ($code: String!) {
  caseStatus(queryCode: $code) {
    state dueOn declineGround guidance moderation { state ground reason } replies { content unit { name } } timeline { act unit { name } }
  }
}`;

const SUGGEST = `query ($title: String!, $content: String!) {
  suggestLeader(title: $title, content: $content) {
    leader { id } reasons { word portfolio foundIn }
  }
}`;
const MY_LETTERS = `query ($first: Int!, $after: String) {
  me {
    petitions(first: $first, after: $after) {
      edges { node {
        __typename title
        ... on MayorPetition { case { state } }
        ... on DepartmentPetition { case { state } }
      } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

const MODERATE = `mutation ($id: ID!, $decision: ModerationDecision!, $ground: ModerationGround, $reason: String!) {
  moderateMayorPetition(petitionId: $id, decision: $decision, ground: $ground, reason: $reason) { id }
}`;
const APPEAL = `mutation ($id: ID!) {
  appealMayorModeration(petitionId: $id, statement: "并无此意") { id }
}`;

/** The letter with a proof of who writes, as a portal fetches it right before it sends. */
async function letterOf(writer: Officer): Promise<typeof LETTER & { registrationProof: string }> {
  const { me } = await writer.ask('{ me { registrationProof } }');
  return { ...LETTER, registrationProof: me.registrationProof as string };
}

let city: DatedCity;
let company: Officer;
let bureau: Officer;
let environment: Officer;
beforeAll(async () => {
  city = await openDatedCity('wuxi', '2010-03-15 09:00');
  company = await city.as('company-registrar');
  bureau = await city.as('city-bureau');
  environment = await city.as('department-environment');
});
afterAll(async () => city[Symbol.asyncDispose]());

describe('Wuxi, 2010: a company and the mailboxes it chooses from', () => {
  it('R1 R5 R6 R7 R8 R10 R11 complains to one of 88 departments and follows it without a name', async () => {
    const nobody = await city.as(null);
    const { departments } = await nobody.ask('{ departments { code name function } }');
    expect(departments).toHaveLength(88);
    expect(departments).toContainEqual({
      code: 'petition-bureau',
      name: '市信访局',
      function: 'PETITION_BUREAU',
    });
    const unsigned = await nobody.refusal(TO_DEPARTMENT, { letter: LETTER });
    expect(unsigned.extensions.code).toBe('UNAUTHENTICATED');
    const unregistered = await company.refusal(TO_DEPARTMENT, { letter: LETTER });
    expect(unregistered.extensions.code).toBe('REGISTRATION_REQUIRED');
    const wrong = { ...COMPANY, documentNumber: '91990000MA00000009' };
    const refused = await company.refusal(REGISTER, { of: wrong });
    expect(refused.extensions).toMatchObject({ argument: 'registration.documentNumber' });
    const { registerPetitioner } = await company.ask(REGISTER, { of: COMPANY });
    expect(registerPetitioner.registration).toEqual({
      name: COMPANY.name,
      documentNumber: COMPANY.documentNumber,
    });

    const receipt = (await company.ask(TO_DEPARTMENT, { letter: await letterOf(company) }))
      .submitDepartmentPetition;
    const caseId = await environment.findsCase(receipt.queryCode as string);
    expect(
      await environment.reads(
        caseId,
        'state mailboxUnit { name } deadlines { dueOn } petition { title petitioner { name idNumber } }',
      ),
    ).toEqual({
      state: 'ACCEPTED',
      mailboxUnit: { name: '市环境保护局' },
      deadlines: [],
      petition: {
        title: LETTER.title,
        petitioner: { name: COMPANY.name, idNumber: COMPANY.documentNumber },
      },
    });
    const transport = await city.as('department-transport');
    expect(await transport.reads(caseId, 'id')).toBeNull();
    expect(await transport.isRefused('replyToPetitioner', { caseId })).toContain('NOT_FOUND');
    expect(await company.isRefused('replyToPetitioner', { caseId })).toContain('FORBIDDEN');
    expect(await (await city.as('citizen-wang')).reads(caseId, 'id')).toBeNull();
    expect(await company.reads(caseId, 'state')).toEqual({ state: 'ACCEPTED' });

    city.setClock('2010-03-18 15:00');
    await environment.does('replyToPetitioner', { caseId, content: '管网已修复。' });
    await environment.does('concludeCase', { caseId });
    const status = (await nobody.ask(STATUS, { code: receipt.queryCode })).caseStatus;
    expect(status).toEqual({
      state: 'CONCLUDED',
      dueOn: null,
      declineGround: null,
      guidance: null,
      moderation: null,
      replies: [{ content: '管网已修复。', unit: { name: '市环境保护局' } }],
      timeline: ['CASE_REGISTERED', 'CASE_ACCEPTED', 'REPLY_GIVEN', 'CASE_CONCLUDED'].map(
        (act) => ({
          act,
          unit: { name: '市环境保护局' },
        }),
      ),
    });
    expect(JSON.stringify(status)).not.toContain('机械');
    const { data } = await nobody.send(
      'query ($id: ID!) { departmentPetition(id: $id) { petitioner { name } } }',
      { id: receipt.petition.id },
    );
    expect(data.departmentPetition).toBeNull();
  });

  it('R3 writes to the vice-mayor whose portfolio fits, and the letter keeps its leader', async () => {
    const { leaders } = await company.ask('{ leaders { id name title portfolio bio email } }');
    expect(leaders[0].title).toBe('市长');
    const { suggestLeader } = await company.ask(SUGGEST, {
      title: LETTER.title,
      content: LETTER.content,
    });
    expect(suggestLeader[0].reasons).toEqual([
      { word: '污水', portfolio: '环境保护', foundIn: 'TITLE' },
      { word: '河道', portfolio: '水利', foundIn: 'CONTENT' },
    ]);
    const fitting = leaders.filter(({ id }: { id: string }) => id === suggestLeader[0].leader.id);
    expect(fitting).toEqual([
      {
        id: 'leader:vice-mayor-environment',
        name: '范若水',
        title: '副市长',
        portfolio: ['环境保护', '水利', '农业', '太湖治理'],
        bio: expect.stringContaining('环境保护'),
        email: 'vice-mayor-environment@wuxi.example',
      },
    ]);
    const letter = await letterOf(company);
    const unknown = await company.refusal(TO_LEADER, { letter, leader: 'leader:nobody' });
    expect(unknown.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'leader' });
    const receipt = (await company.ask(TO_LEADER, { letter, leader: fitting[0].id }))
      .submitMayorPetition;
    expect(receipt.petition.leader).toEqual({ name: '范若水', title: '副市长' });
    const caseId = await bureau.findsCase(receipt.queryCode as string);
    const { petition } = await bureau.reads(
      caseId,
      'petition { ... on MayorPetition { leader { id } } }',
    );
    expect(petition).toEqual({ leader: { id: 'leader:vice-mayor-environment' } });
  });

  it('R12 racist text is rejected by staff with its ground; the writer is told, appeals once, and it stands', async () => {
    const letter = {
      ...(await letterOf(company)),
      title: '辱骂性留言',
      content: '（含有种族歧视内容的留言）',
    };
    const receipt = (await company.ask(TO_LEADER, { letter })).submitMayorPetition;
    const id = receipt.petition.id as string;
    const caseId = await bureau.findsCase(receipt.queryCode as string);
    const reason = '含有种族歧视内容，不予受理；可修改后重新提交';
    const reject = { id, decision: 'REJECT', ground: 'RACIST', reason };
    for (const other of [environment, await city.as('city-office')])
      expect((await other.refusal(MODERATE, reject)).extensions.code).toBe('FORBIDDEN');
    const { extensions } = await bureau.refusal(MODERATE, { ...reject, ground: null });
    expect(extensions).toMatchObject({ argument: 'ground' });
    await bureau.ask(MODERATE, reject);
    const nobody = await city.as(null);
    const statusOnce = (state: string) =>
      eventually(async () => {
        const { caseStatus } = await nobody.ask(STATUS, { code: receipt.queryCode });
        const isThere = caseStatus.moderation?.state === state && caseStatus.state === 'DECLINED';
        return isThere && caseStatus;
      });
    expect(await statusOnce('REJECTED')).toEqual({
      state: 'DECLINED',
      dueOn: null,
      declineGround: 'INVALID',
      guidance: reason,
      moderation: { state: 'REJECTED', ground: 'RACIST', reason },
      replies: [],
      timeline: ['CASE_REGISTERED', 'LETTER_REJECTED'].map((act) => ({ act, unit: null })),
    });
    await company.ask(APPEAL, { id });
    await statusOnce('APPEALED');
    const own = await bureau.refusal(MODERATE, { ...reject, decision: 'RELEASE' });
    expect(own.extensions.code).toBe('FORBIDDEN');
    await (await city.as('importer')).ask(MODERATE, { ...reject, reason: '维持原决定' });
    await statusOnce('REJECTED');
    expect((await company.refusal(APPEAL, { id })).extensions.code).toBe('ILLEGAL_MOVE');
    expect((await company.reads(caseId, 'petition { title }')).petition).toEqual({
      title: letter.title,
    });
  });

  it('R8 all that somebody wrote, to whichever mailbox, stands in one list of their own', async () => {
    const first = (await company.ask(MY_LETTERS, { first: 2 })).me.petitions;
    const rest = (await company.ask(MY_LETTERS, { first: 2, after: first.pageInfo.endCursor })).me
      .petitions;
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(rest.pageInfo.hasNextPage).toBe(false);
    expect([...first.edges, ...rest.edges].map(({ node }) => node)).toEqual([
      { __typename: 'MayorPetition', title: '辱骂性留言', case: { state: 'DECLINED' } },
      { __typename: 'MayorPetition', title: LETTER.title, case: { state: 'REGISTERED' } },
      { __typename: 'DepartmentPetition', title: LETTER.title, case: { state: 'CONCLUDED' } },
    ]);
    const other = (await (await city.as('citizen-wang')).ask(MY_LETTERS, { first: 2 })).me;
    expect(other.petitions.edges).toEqual([]);
    expect((await (await city.as(null)).ask(MY_LETTERS, { first: 2 })).me).toBeNull();
  });
});
