import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatedCity, type DatedCity } from './support/dated-city.ts';
import { eventually } from './support/eventually.ts';
import type { Officer } from './support/officer.ts';

const LETTER = {
  type: 'COMPLAINT',
  title: '小区物业不作为',
  content: '物业和开发商互相推诿。',
  place: '岳池县九龙镇',
  petitioner: { name: '李明华', phone: '13800000000' },
};
const SUBMIT = `mutation ($letter: LetterInput!) {
  submitMayorPetition(letter: $letter) { queryCode petition { id } }
}`;
const SUGGESTED = `query ($id: ID!) {
  mayorPetition(id: $id) {
    ... on MayorPetition { suggestedUnits {
      unit { __typename id name mailboxUrl } reasons { basis foundIn words }
    } }
  }
}`;
const UNREAD = `query ($units: [ID!]) {
  unreadAlerts(units: $units) { unit { id name } day officer { name account } assignments {
    case { registrationNumber petition { title } }
  } }
}`;
const WATCH = `subscription ($after: String) { unreadAlert(after: $after) { cursor alert {
  unit { id name } day officer { account } assignments { case { petition { title } } }
} } }`;

let city: DatedCity;
let bureau: Officer;
let yuechi: Officer;
let petitionId: string;
let caseId: string;
beforeAll(async () => {
  city = await openDatedCity('guangan', '2026-03-03 09:00');
  bureau = await city.as('city-bureau');
  yuechi = await city.as('district-yuechi');
  const citizen = await city.as('citizen-li');
  const receipt = (await citizen.ask(SUBMIT, { letter: LETTER })).submitMayorPetition;
  petitionId = receipt.petition.id;
  caseId = await bureau.findsCase(receipt.queryCode as string);
});
afterAll(async () => city[Symbol.asyncDispose]());

describe('R53 whom a letter may go to', () => {
  it('is suggested to the bureau with reasons and a link to each unit, and to nobody else', async () => {
    const { suggestedUnits } = (await bureau.ask(SUGGESTED, { id: petitionId })).mayorPetition;
    expect(suggestedUnits).toEqual([
      {
        unit: {
          __typename: 'District',
          id: 'district:511621',
          name: '岳池县',
          mailboxUrl: 'https://yuechi.guangan.example/mailbox',
        },
        reasons: [{ basis: 'PLACE', foundIn: 'PLACE', words: ['岳池'] }],
      },
      {
        unit: {
          __typename: 'Department',
          id: 'department:housing',
          name: '市住房和城乡建设局',
          mailboxUrl: 'https://housing.guangan.example/mailbox',
        },
        reasons: [
          { basis: 'SUBJECT', foundIn: 'TITLE', words: ['物业'] },
          { basis: 'SUBJECT', foundIn: 'CONTENT', words: ['物业', '开发商'] },
        ],
      },
    ]);
    for (const persona of ['citizen-li', 'district-yuechi', 'department-housing']) {
      const { data } = await (await city.as(persona)).send(SUGGESTED, { id: petitionId });
      expect(data.mayorPetition?.suggestedUnits ?? null).toBeNull();
    }
  });

  it('R69 every mailbox of the city has a deep link of its own', async () => {
    const { departments, districts } = await bureau.ask(
      '{ departments { mailboxUrl } districts { mailboxUrl } }',
    );
    const links = [...departments, ...districts].map(({ mailboxUrl }) => mailboxUrl as string);
    expect(new Set(links).size).toBe(88 + 6);
    for (const link of links) expect(new URL(link).protocol).toBe('https:');
  });
});

describe('R54 what nobody has looked at by the end of the day', () => {
  it('is alerted once to the unit, its officer and the bureau, whatever was suggested', async () => {
    await using watching = await city.listen('district-yuechi', WATCH);
    await bureau.does('acceptCase', { caseId });
    await bureau.does('issueReferral', { caseId, unit: 'district:511621' });
    await bureau.does('issueReferral', { caseId, unit: 'department:transport' });
    city.setClock('2026-03-03 18:00');
    const { unreadAlert } = await watching.next();
    expect(unreadAlert.alert).toEqual({
      unit: { id: 'district:511621', name: '岳池县' },
      day: '2026-03-03',
      officer: { account: 'district-yuechi' },
      assignments: [{ case: { petition: { title: LETTER.title } } }],
    });
    const all = await eventually(async () => {
      const { unreadAlerts } = await bureau.ask(UNREAD);
      return unreadAlerts.length === 2 ? unreadAlerts : undefined;
    });
    expect(all.map(({ unit, officer }: any) => [unit.id, officer.account])).toEqual([
      ['department:transport', 'department-transport'],
      ['district:511621', 'district-yuechi'],
    ]);
    expect((await bureau.reads(caseId, 'timeline { act }')).timeline).not.toContainEqual({
      act: 'UNREAD_ALERTED',
    });
  });

  it('R67 is shown to a unit of its own alone, and to no petitioner', async () => {
    const { unreadAlerts } = await yuechi.ask(UNREAD);
    expect(unreadAlerts.map(({ unit }: any) => unit.id)).toEqual(['district:511621']);
    const other = await yuechi.refusal(UNREAD, { units: ['department:transport'] });
    expect(other.extensions.code).toBe('FORBIDDEN');
    const citizen = await (await city.as('citizen-li')).refusal(UNREAD);
    expect(citizen.extensions.code).toBe('FORBIDDEN');
    expect((await (await city.as(null)).refusal(UNREAD)).extensions.code).toBe('UNAUTHENTICATED');
  });
});
