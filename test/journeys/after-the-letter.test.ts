import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCityHere, type CityHere } from './support/city.ts';
import { eventually } from './support/eventually.ts';
import { caseOf, LETTER, submitToMayor } from './support/letters.ts';

/** The smallest picture there is, of one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const FILE = { fileName: '照片.png', contentType: 'image/png', bytes: PNG.length };

let city: CityHere;
beforeAll(async () => {
  city = await startCityHere();
});
afterAll(async () => city[Symbol.asyncDispose]());

function gateway(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${city.stack.url('gateway')}${path}`, init);
}

describe('an attachment through the gateway', () => {
  it('goes to the mailbox that will have the letter, and comes back to those who handle it', async () => {
    const citizen = await city.as('citizen-li');
    const { upload } = await citizen.ask(
      `mutation ($file: AttachmentInput!) {
        upload: createMayorAttachmentUpload(file: $file) { id url } }`,
      { file: FILE },
    );
    expect((await gateway(upload.url, { method: 'PUT', body: PNG })).status).toBe(204);
    const { petitionId } = await submitToMayor(citizen, { ...LETTER, attachments: [upload.id] });
    const caseId = await caseOf(await city.as('city-bureau'), petitionId);
    const query = `query ($id: ID!) { case(id: $id) { petition {
      attachments { fileName state download { url } } } } }`;
    const { case: seen } = await (await city.as('city-bureau')).ask(query, { id: caseId });
    const [attached] = seen.petition.attachments;
    expect(attached).toMatchObject({ fileName: '照片.png', state: 'CLEAN' });
    const response = await gateway(attached.download.url);
    expect(Buffer.from(await response.arrayBuffer()).equals(PNG)).toBe(true);
  });

  it("goes to a district's mailbox, by the district that the address names", async () => {
    const citizen = await city.as('citizen-li');
    const { upload } = await citizen.ask(
      `mutation ($file: AttachmentInput!) {
        upload: createDistrictAttachmentUpload(district: "511602", file: $file) { id url } }`,
      { file: FILE },
    );
    expect(upload.url).toMatch(/^\/documents\/districts\/511602\//);
    const elsewhere = (upload.url as string).replace('511602', '999999');
    expect((await gateway(elsewhere, { method: 'PUT', body: PNG })).status).toBe(404);
    expect((await gateway(upload.url, { method: 'PUT', body: PNG })).status).toBe(204);
    const { sent } = await citizen.ask(
      `mutation ($letter: LetterInput!) {
        sent: submitDistrictPetition(district: "511602", letter: $letter) {
          petition { id attachments { bytes download { url } } } } }`,
      { letter: { ...LETTER, attachments: [upload.id] } },
    );
    const [attached] = sent.petition.attachments;
    expect(attached.bytes).toBe(PNG.length);
    expect((await gateway(attached.download.url)).status).toBe(200);
    const bureau = await city.as('city-bureau');
    expect(
      (
        await bureau.send(
          `mutation ($file: AttachmentInput!) {
        createDistrictAttachmentUpload(district: "511602", file: $file) { id } }`,
          { file: FILE },
        )
      ).errors?.[0]?.extensions.code,
    ).toBe('FORBIDDEN');
  });
});

describe('R17 messages through the gateway', () => {
  it('go between whoever holds the query code and the unit that handles the case', async () => {
    const { petitionId, queryCode } = await submitToMayor(await city.as('citizen-li'));
    const bureau = await city.as('city-bureau');
    const caseId = await caseOf(bureau, petitionId);
    await bureau.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', {
      id: caseId,
    });
    const housing = await city.as('department-housing');
    const add = `mutation ($petition: ID!, $text: String!, $code: String) {
      addMayorPetitionMessage(petition: $petition, text: $text, queryCode: $code) { from } }`;
    const question = { petition: petitionId, text: '是哪一盏灯？' };
    expect((await housing.refusal(add, question)).extensions.code).toBe('FORBIDDEN');
    await bureau.ask(
      `mutation ($id: ID!) { issueReferral(caseId: $id, unit: "department:housing") { assignment { id } } }`,
      { id: caseId },
    );
    await housing.ask(add, question);

    const nobody = await city.as(null);
    const status = `query ($code: String!) { caseStatus(queryCode: $code) {
      timeline { act }
      petition { id messages(queryCode: $code) { edges { node { from text } } } } } }`;
    const { caseStatus } = await nobody.ask(status, { code: queryCode });
    await nobody.ask(add, {
      petition: caseStatus.petition.id,
      text: '东门第二盏。',
      code: queryCode,
    });
    const told = await eventually(async () => {
      const { caseStatus: now } = await nobody.ask(status, { code: queryCode });
      const acts = now.timeline.filter(({ act }: { act: string }) => act === 'MESSAGE_SENT');
      return acts.length === 2 ? now : null;
    });
    expect(told.petition.messages.edges.map(({ node }: { node: object }) => node)).toEqual([
      { from: 'UNIT', text: '是哪一盏灯？' },
      { from: 'PETITIONER', text: '东门第二盏。' },
    ]);
  });
});
