import { describe, expect, it } from '@jest/globals';
import { createMayor } from '../../../../subgraphs/mayor/subgraph.ts';
import {
  CITY_BUREAU,
  letterInput,
  LI,
  openMailbox,
  WANG,
  type Answer,
  type MailboxWorld,
} from '../../kit/mailbox/mailbox-world.ts';

const NUMBER = '990101199001010035';
const LI_MING = {
  kind: 'PERSON',
  name: '李明华',
  document: 'RESIDENT_IDENTITY_CARD',
  documentNumber: NUMBER,
  phone: '13800000000',
  address: '某路1号',
};
const REGISTER = `mutation ($of: RegistrationInput!) {
  registerPetitioner(registration: $of) { id registration { name } }
}`;
const SUBMIT = `mutation ($letter: LetterInput!, $key: ID) {
  submitMayorPetition(letter: $letter, idempotencyKey: $key) {
    queryCode petition { id petitioner { name phone idNumber address isMasked } }
  }
}`;
function open(mustRegister = false): Promise<MailboxWorld> {
  return openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor', mustRegister });
}

function register(mayor: MailboxWorld, actor = LI, change = {}): Promise<Answer> {
  return mayor.ask(actor, REGISTER, { of: { ...LI_MING, ...change } });
}

async function proofOf(mayor: MailboxWorld, actor = LI): Promise<string> {
  const { data } = await mayor.ask(actor, '{ me { registrationProof } }');
  return (data?.me as { registrationProof: string }).registrationProof;
}

function submitted(answer: Answer): unknown {
  expect(answer.errors).toBeUndefined();
  return (answer.data?.submitMayorPetition as { petition: { petitioner: unknown } }).petition
    .petitioner;
}

describe('R7 R8 letters of registered petitioners', () => {
  it('are refused without a proof where the city asks for one, and taken with it', async () => {
    await using mayor = await open(true);
    const refused = await mayor.ask(LI, SUBMIT, { letter: letterInput() });
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: 'REGISTRATION_REQUIRED',
      argument: 'letter.registrationProof',
    });
    await register(mayor);
    const letter = letterInput({ registrationProof: await proofOf(mayor) });
    expect(submitted(await mayor.ask(LI, SUBMIT, { letter }))).toMatchObject({ idNumber: NUMBER });
  });

  it('R47 need no proof where staff writes them down', async () => {
    await using mayor = await open(true);
    expect(
      (await mayor.ask(CITY_BUREAU, SUBMIT, { letter: letterInput() })).errors,
    ).toBeUndefined();
  });

  it('are taken without a proof where the city does not ask', async () => {
    await using mayor = await open();
    expect(submitted(await mayor.ask(LI, SUBMIT, { letter: letterInput() }))).toMatchObject({
      idNumber: null,
    });
  });

  it('are filled from the account when they say nothing of their writer', async () => {
    await using mayor = await open();
    await register(mayor);
    const registrationProof = await proofOf(mayor);
    const { petitioner: _left, ...silent } = letterInput();
    const letter = { ...silent, registrationProof };
    expect(submitted(await mayor.ask(LI, SUBMIT, { letter }))).toEqual({
      name: '李明华',
      phone: '13800000000',
      idNumber: NUMBER,
      address: '某路1号',
      isMasked: false,
    });
    const reached = { ...letter, petitioner: { name: '李明华', phone: '13900000001' } };
    expect(submitted(await mayor.ask(LI, SUBMIT, { letter: reached }))).toMatchObject({
      phone: '13900000001',
      address: '某路1号',
    });
    const nobody = await mayor.ask(LI, SUBMIT, { letter: silent });
    expect(nobody.errors?.[0]?.extensions).toMatchObject({ argument: 'letter.petitioner' });
    const other = { ...letter, petitioner: { name: '王某某' } };
    expect((await mayor.ask(LI, SUBMIT, { letter: other })).errors?.[0]?.extensions).toMatchObject({
      argument: 'letter.petitioner.name',
    });
  });

  it('are refused with a proof that is old, forged, somebody else’s or no proof', async () => {
    await using mayor = await open(true);
    await register(mayor);
    const proof = await proofOf(mayor);
    const [head = '', body = '', signature = ''] = proof.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: WANG.id })).toString('base64url');
    const argument = 'letter.registrationProof';
    for (const [actor, registrationProof] of [
      [WANG, proof],
      [WANG, [head, forged, signature].join('.')],
      [LI, 'no.proof.at-all'],
    ] as const) {
      const answer = await mayor.ask(actor, SUBMIT, { letter: letterInput({ registrationProof }) });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
      expect(JSON.stringify(answer)).not.toContain('李明华');
    }
    mayor.clock.set('2026-03-02T01:15:01Z');
    const late = await mayor.ask(LI, SUBMIT, { letter: letterInput({ registrationProof: proof }) });
    expect(late.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });

  it('are the same letter when a retry brings a newer proof', async () => {
    await using mayor = await open(true);
    await register(mayor);
    const send = async () =>
      mayor.ask(LI, SUBMIT, {
        letter: letterInput({ registrationProof: await proofOf(mayor) }),
        key: 'once',
      });
    const first = await send();
    mayor.clock.set('2026-03-02T01:10:00Z');
    expect((await send()).data).toEqual(first.data);
  });
});
