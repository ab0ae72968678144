import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCityHere, type CityHere } from './support/city.ts';
import { eventually } from './support/eventually.ts';
import { caseOf, LETTER, submitToMayor } from './support/letters.ts';

let city: CityHere;
beforeAll(async () => {
  city = await startCityHere();
});
afterAll(async () => city[Symbol.asyncDispose]());

const FORM = `query ($id: ID!) { mayorPetition(id: $id) {
  assignmentForm(format: HTML) { url expiresAt } } }`;
const WORKLIST = `{ cases(first: 5) { edges { node {
  petition { id assignmentForm(format: PDF) { url } } } } } }`;

describe('R74 Form A through the gateway', () => {
  it('has the letter from its mailbox for whoever may read it, and is not for others', async () => {
    const [citizen, bureau] = [await city.as('citizen-li'), await city.as('city-bureau')];
    const { petitionId: id } = await submitToMayor(citizen);
    await caseOf(bureau, id);
    const gateway = city.stack.url('gateway');

    const { mayorPetition } = await bureau.ask(FORM, { id });
    const page = await fetch(`${gateway}${mayorPetition.assignmentForm.url}`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    for (const words of [LETTER.title, LETTER.content, LETTER.petitioner.name])
      expect(html).toContain(words);

    const { cases } = await bureau.ask(WORKLIST);
    const { petition } = cases.edges[0].node;
    expect(petition.id).toBe(id);
    const pdf = await fetch(`${gateway}${petition.assignmentForm.url}`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect((await pdf.text()).slice(0, 5)).toBe('%PDF-');

    const others = [await city.as('citizen-wang'), await city.as('district-yuechi')];
    for (const other of others) {
      const { data } = await other.send(FORM, { id });
      expect(data?.mayorPetition?.assignmentForm ?? null).toBeNull();
    }
    expect((await fetch(`${gateway}/documents/casework/${'A'.repeat(43)}`)).status).toBe(404);
  });

  it('has a letter to a district from the district’s system and not for another district', async () => {
    const [citizen, bureau] = [await city.as('citizen-li'), await city.as('city-bureau')];
    const { submitDistrictPetition: receipt } = await citizen.ask(
      `mutation ($letter: LetterInput!) {
        submitDistrictPetition(district: "511602", letter: $letter) { petition { id } } }`,
      { letter: LETTER },
    );
    const { id } = receipt.petition;
    const form = `query ($id: ID!) { districtPetition(id: $id) {
      case { id } assignmentForm(format: HTML) { url } } }`;
    const owner = await city.as('district-guangan');
    const link = await eventually(async () => {
      const { data } = await owner.send(form, { id });
      return data?.districtPetition?.assignmentForm?.url as string | undefined;
    });
    const html = await (await fetch(`${city.stack.url('gateway')}${link}`)).text();
    for (const words of ['区市县长信箱（广安区）', LETTER.title, LETTER.petitioner.name])
      expect(html).toContain(words);
    const stranger = await (await city.as('district-yuechi')).send(form, { id });
    expect(stranger.data?.districtPetition?.assignmentForm ?? null).toBeNull();
    expect((await bureau.ask(form, { id })).districtPetition.assignmentForm.url).toMatch(
      /^\/documents\//,
    );
  });
});
