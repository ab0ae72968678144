import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatedCity, type DatedCity } from './support/dated-city.ts';
import type { Officer } from './support/officer.ts';

const LI_MING = {
  name: '李明华',
  document: 'PASSPORT',
  documentNumber: 'E12345678',
  phone: '13800000000',
  email: 'li@mail.example',
  address: '某路1号',
};
const REGISTER = `mutation ($of: RegistrationInput!) {
  registerPetitioner(registration: $of) { registrationProof }
}`;
const MADE = 'petition { petitioner { name phone email idNumber address } }';
const SUBMITS = [
  `mutation ($letter: LetterInput!) { made: submitMayorPetition(letter: $letter) { ${MADE} } }`,
  `mutation ($letter: LetterInput!) {
    made: submitDistrictPetition(district: "511621", letter: $letter) { ${MADE} }
  }`,
  `mutation ($letter: LetterInput!) {
    made: submitDepartmentPetition(department: "housing", letter: $letter) { ${MADE} }
  }`,
];

let city: DatedCity;
beforeAll(async () => {
  city = await openDatedCity('guangan', '2026-03-03 09:00');
});
afterAll(async () => city[Symbol.asyncDispose]());

function citizen(id: string): Promise<Officer> {
  return city.asActor({ role: 'CITIZEN', id, unit: null });
}

describe('R7 a petitioner who has registered', () => {
  it('writes to every mailbox with one proof, and each knows who they are by any document', async () => {
    const li = await citizen('li');
    const { registerPetitioner } = await li.ask(REGISTER, { of: LI_MING });
    const letter = {
      type: 'HELP',
      title: '路灯不亮',
      content: '门口路灯坏了三个月。',
      registrationProof: registerPetitioner.registrationProof as string,
    };
    const { name, phone, email, documentNumber: idNumber, address } = LI_MING;
    for (const submit of SUBMITS)
      expect((await li.ask(submit, { letter })).made.petition.petitioner).toEqual({
        ...{ name, phone, email, idNumber, address },
      });
    const wang = await citizen('wang');
    for (const submit of SUBMITS)
      expect((await wang.refusal(submit, { letter })).extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        argument: 'letter.registrationProof',
      });
  });

  it('cannot be guessed with many accounts: an address may try thirty times an hour', async () => {
    const guess = { ...LI_MING, documentNumber: 'none' };
    const codes: string[] = [];
    for (let tries = 0; tries < 31; tries += 1) {
      const { extensions } = await (
        await citizen(`guesser-${String(tries)}`)
      ).refusal(REGISTER, { of: guess });
      codes.push(extensions.code);
    }
    expect(codes.filter((code) => code === 'BAD_USER_INPUT')).toHaveLength(29);
    expect(codes.slice(-2)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
  });
});
