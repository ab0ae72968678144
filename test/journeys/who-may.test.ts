import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCityHere, type CityHere } from './support/city.ts';
import { caseOf, LETTER, submitToMayor } from './support/letters.ts';

const SUBMIT = `mutation ($letter: LetterInput!) {
  submitMayorPetition(letter: $letter) { queryCode }
}`;

let city: CityHere;
beforeAll(async () => {
  city = await startCityHere();
});
afterAll(async () => city[Symbol.asyncDispose]());

describe('who is asking decides', () => {
  it('R8 nobody in particular may neither write nor list', async () => {
    const nobody = await city.as(null);
    expect((await nobody.refusal(SUBMIT, { letter: LETTER })).extensions.code).toBe(
      'UNAUTHENTICATED',
    );
    expect((await nobody.refusal('{ cases { totalCount } }')).extensions.code).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('a token that does not verify is refused, not taken for nobody', async () => {
    const response = await fetch(`${city.stack.url('gateway')}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer not.a.token' },
      body: JSON.stringify({ query: '{ leaders { id } }' }),
    });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('UNAUTHENTICATED');
  });

  it('R67 the wrong role is refused', async () => {
    const citizen = await city.as('citizen-li');
    const { petitionId } = await submitToMayor(citizen);
    const caseId = await caseOf(await city.as('city-bureau'), petitionId);
    const accept = 'mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }';
    expect((await citizen.refusal(accept, { id: caseId })).extensions.code).toBe('FORBIDDEN');
    const office = await city.as('city-office');
    expect((await office.refusal(accept, { id: caseId })).extensions.code).toBe('FORBIDDEN');
    const register = `mutation ($petition: RegisterPetitionInput!) {
      registerPetition(petition: $petition) { wasAlreadyRegistered }
    }`;
    const petition = {
      petitionId,
      mailbox: 'MAYOR',
      channel: 'ONLINE',
      type: 'HELP',
      submittedAt: '2026-01-05T00:00:00Z',
      queryCodeHash: 'a'.repeat(64),
    };
    expect((await office.refusal(register, { petition })).extensions.code).toBe('FORBIDDEN');
  });

  it('unknown ids are null in queries and NOT_FOUND in mutations', async () => {
    const bureau = await city.as('city-bureau');
    const unknown = 'case:00000000-0000-7000-8000-000000000000';
    expect(
      await bureau.ask(
        'query ($id: ID!) { case(id: $id) { id } mayorPetition(id: "mayor:x") { id } district(code: "1") { id } }',
        { id: unknown },
      ),
    ).toEqual({ case: null, mayorPetition: null, district: null });
    const refusal = await bureau.refusal(
      'mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }',
      { id: unknown },
    );
    expect(refusal.extensions).toMatchObject({ code: 'NOT_FOUND', argument: 'caseId' });
  });

  it.each([
    ['letter.title', { ...LETTER, title: ' ' }],
    ['letter.title', { ...LETTER, title: 'a\u0000b' }],
    ['letter.content', { ...LETTER, content: '长'.repeat(10_001) }],
    [
      'letter.petitioner.idNumber',
      { ...LETTER, petitioner: { name: '李', idNumber: '110101199001011234' } },
    ],
    ['letter.petitioner.phone', { ...LETTER, petitioner: { name: '李', phone: 'abc' } }],
  ])('malformed input names the argument: %s', async (argument, letter) => {
    const citizen = await city.as('citizen-li');
    const { message, extensions } = await citizen.refusal(SUBMIT, { letter });
    expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    expect(message).toContain(argument);
    expect(JSON.stringify(extensions)).not.toContain('110101199001011234');
  });

  it('malformed arguments of every other kind have a code too', async () => {
    const bureau = await city.as('city-bureau');
    const codes = await Promise.all(
      [
        '{ cases(first: 0) { totalCount } }',
        '{ cases(first: 101) { totalCount } }',
        '{ cases(filter: { submittedFrom: "yesterday" }) { totalCount } }',
        '{ cases(after: "nonsense") { totalCount edges { cursor } } }',
        '{ cases(orderBy: SIDEWAYS) { totalCount } }',
        '{ nothing }',
        '{ cases(',
      ].map(async (query) => (await bureau.refusal(query)).extensions.code),
    );
    expect(codes).toEqual([
      'BAD_USER_INPUT',
      'BAD_USER_INPUT',
      expect.stringMatching(/BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED/),
      'CURSOR_INVALID',
      'GRAPHQL_VALIDATION_FAILED',
      'GRAPHQL_VALIDATION_FAILED',
      'GRAPHQL_PARSE_FAILED',
    ]);
  });

  it('a subscription to the events of another unit is refused', async () => {
    await using listener = await city.listen(
      'district-yuechi',
      'subscription { assignmentIssued(units: ["district:511602"]) { cursor } }',
    );
    await expect(listener.next()).rejects.toThrow('FORBIDDEN');
  });
});
