import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCity, type City } from './support/city.ts';
import { eventually } from './support/eventually.ts';
import { caseOf } from './support/letters.ts';
import { dumpOfDatabase } from './support/dump.ts';
import { createEars, type Ears } from './support/ears.ts';

/** 98 is no area code, so the number belongs to nobody; the names are not found anywhere else. */
const PERSONAL = {
  name: '闻人慕白',
  phone: '13987650001',
  idNumber: '980000199001011237',
  address: '梧桐里七十七号四单元',
  beneficiary: '闻人老父',
  beneficiaryPhone: '13987650002',
  signatory: '淳于小满',
  representative: '濮阳大雪',
  place: '梧桐里地下室东侧',
};
const LETTER = {
  type: 'COMPLAINT',
  title: `${PERSONAL.name}反映欠薪`,
  content: `我叫${PERSONAL.name}，电话${PERSONAL.phone}，住${PERSONAL.address}，工地欠薪五个月。劣等民族！`,
  petitioner: {
    name: PERSONAL.name,
    phone: PERSONAL.phone,
    idNumber: PERSONAL.idNumber,
    address: PERSONAL.address,
  },
  onBehalfOf: { name: PERSONAL.beneficiary, phone: PERSONAL.beneficiaryPhone },
  jointSignatories: [PERSONAL.signatory, PERSONAL.representative],
  representatives: [PERSONAL.representative],
  place: PERSONAL.place,
  publicityWish: 'PUBLIC',
};
const SUBMIT = `mutation ($letter: LetterInput!, $key: ID) {
  submitMayorPetition(letter: $letter, idempotencyKey: $key) { queryCode petition { id } } }`;
const MODERATE = `mutation ($id: ID!, $decision: ModerationDecision!, $ground: ModerationGround, $reason: String!) {
  moderateMayorPetition(petitionId: $id, decision: $decision, ground: $ground, reason: $reason) { id } }`;
const APPEAL = `mutation ($id: ID!, $code: String, $statement: String!) {
  appealMayorModeration(petitionId: $id, queryCode: $code, statement: $statement) { id } }`;
const RELEASE = `mutation ($id: ID!, $title: String!, $question: String!, $answer: String!) {
  releaseMayorPublicVersion(petitionId: $id, title: $title, question: $question, answer: $answer) { id } }`;
const EVERYTHING = `query ($id: ID!, $caseId: ID!) {
  mayorPetition(id: $id) {
    title content place jointSignatories representatives
    petitioner { name phone idNumber address } beneficiary { name phone }
    moderation { entries { reason } } publicVersion { question } accessLog { edges { node { role } } }
    assignmentForm(format: HTML) { url }
  }
  case(id: $caseId) { registrationNumber petition { title petitioner { name phone } } }
}`;
const STATUS = `query ($code: String!) { caseStatus(queryCode: $code) {
  state guidance moderation { state ground reason } replies { content } timeline { act } } }`;
const PUBLIC = `{
  publishedAnswers(search: "欠薪") { totalCount edges { node { title question answer } excerpts { pieces { text } } } }
  openCsv: openData(format: CSV) { url } openJson: openData(format: JSON) { url }
}`;
const FIGURES = `{ statistics(period: { kind: YEAR }) {
  figures { measure count export(format: CSV) { url } } export(format: CSV, dimension: TYPE) { url } } }`;
const EVENTS = `subscription ($after: String) { assignmentIssued(after: $after) { cursor assignment {
  instruction unit { name } case { registrationNumber petition { title petitioner { name phone } } } } } }`;

let city: City;
beforeAll(async () => {
  city = await startCity({ LOG_LEVEL: 'trace' });
});
afterAll(async () => city[Symbol.asyncDispose]());

describe('R96 what leaves the city', () => {
  it('R12 R66 R96 holds nothing personal: logs, errors, events, statistics, exports, public answers, the database', async () => {
    const ears = createEars(city);
    const citizen = await ears.hearErrorsOf('citizen-li');
    const bureau = await ears.hearErrorsOf('city-bureau');
    const second = await ears.hearErrorsOf('importer');
    const nobody = await ears.hear(null);
    await using elsewhere = await city.listen('district-guangan', EVENTS);
    await using handlers = await city.listen(
      'district-yuechi',
      `subscription ($after: String) {
        assignmentIssued(after: $after) { assignment { case { registrationNumber } } }
      }`,
    );

    await refuseWithoutRepeating(ears);
    const { submitMayorPetition: receipt } = await citizen.ask(SUBMIT, {
      letter: LETTER,
      key: 'once',
    });
    const id = receipt.petition.id as string;
    const code = receipt.queryCode as string;
    const caseId = await caseOf(await city.as('city-bureau'), id);
    await eventually(async () => (await nobody.ask(STATUS, { code })).caseStatus.moderation);
    const reason = `经核实${PERSONAL.name}（${PERSONAL.phone}）用语不当`;
    await bureau.ask(MODERATE, { id, decision: 'REJECT', ground: 'RACIST', reason });
    const statement = `${PERSONAL.name}：一时气愤，请予办理`;
    await citizen.ask(APPEAL, { id, code, statement });
    await second.ask(MODERATE, { id, decision: 'RELEASE', reason: `${PERSONAL.name}的申诉成立` });
    await eventually(async () => {
      const { caseStatus } = await nobody.ask(STATUS, { code });
      return caseStatus.state === 'REGISTERED' && caseStatus.moderation.state === 'RELEASED';
    });

    await bureau.does('acceptCase', { caseId });
    const { assignment } = await bureau.does('issueReferral', {
      caseId,
      unit: 'district:511621',
      instruction: `请核实${PERSONAL.name}所述`,
    });
    const district = await ears.hearErrorsOf('district-yuechi');
    await district.does('receiveAssignment', { assignmentId: assignment.id });
    await district.does('replyToPetitioner', {
      caseId,
      content: `${PERSONAL.name}：${PERSONAL.place}工地工资已补发。`,
    });
    const released = {
      id,
      title: `${PERSONAL.name}反映欠薪`,
      question: `${PERSONAL.name}与${PERSONAL.signatory}反映欠薪，电话${PERSONAL.phone}，证号${PERSONAL.idNumber}`,
      answer: `${PERSONAL.name}：${PERSONAL.address}一带工地工资已补发。`,
    };
    await bureau.ask(RELEASE, released);
    const published = await eventually(async () => {
      const answer = await nobody.ask(PUBLIC);
      return answer.publishedAnswers.totalCount > 0 && answer;
    });
    expect(published.publishedAnswers.edges[0].node).toEqual({
      title: '闻人某反映欠薪',
      question: '闻人某与淳于某反映欠薪，电话***，证号***',
      answer: '闻人某：***一带工地工资已补发。',
    });
    const comment = `${PERSONAL.name}很满意`;
    await citizen.does('rateCase', { caseId, satisfaction: 'VERY_SATISFIED', comment });

    for (const other of ['citizen-wang', 'district-guangan', 'department-transport', null])
      await (await ears.hear(other)).send(EVERYTHING, { id, caseId });
    const figures = await (await ears.hear('city-office')).ask(FIGURES);
    for (const { url } of [
      published.openCsv,
      published.openJson,
      figures.statistics.export,
      ...figures.statistics.figures.map((figure: { export: object }) => figure.export),
    ])
      ears.note(url, await (await fetch(`${city.stack.url('gateway')}${url}`)).text());
    ears.note('events', JSON.stringify([await handlers.next(), ...elsewhere.pending()]));

    // what was noted is not nothing
    expect(ears.noted('闻人某反映欠薪')).toEqual([
      'nobody',
      published.openCsv.url,
      published.openJson.url,
    ]);
    const logs = join(city.dataDir, 'logs');
    for (const name of await readdir(logs))
      ears.note(name, await readFile(join(logs, name), 'utf8'));
    ears.note('database', await dumpOfDatabase(city.databaseUrl));
    expect(ears.noted('"level":')).toEqual(
      expect.arrayContaining(['gateway.log', 'mayor.log', 'casework.log', 'districts.log']),
    );
    expect(ears.noted(caseId)).toContain('database');
    for (const secret of [...Object.values(PERSONAL), code, code.replaceAll('-', '')])
      expect([secret, ears.noted(secret)]).toEqual([secret, []]);
  });
});

/** What is refused is not repeated, whatever is wrong with it. */
async function refuseWithoutRepeating(ears: Ears): Promise<void> {
  const citizen = await ears.hear('citizen-li');
  const wrong: Record<string, unknown>[] = [
    { petitioner: { ...LETTER.petitioner, phone: `${PERSONAL.phone}x` } },
    { petitioner: { ...LETTER.petitioner, idNumber: `${PERSONAL.idNumber}0` } },
    { petitioner: PERSONAL.name },
    { petitioner: { ...LETTER.petitioner, nickname: PERSONAL.name } },
    { representatives: [PERSONAL.name] },
    { type: PERSONAL.name },
    { title: PERSONAL.name.repeat(100) },
    { accusedUnits: [PERSONAL.name] },
    { category: [PERSONAL.address] },
  ];
  for (const change of wrong) {
    const { errors } = await citizen.send(SUBMIT, { letter: { ...LETTER, ...change } });
    expect(errors).toHaveLength(1);
  }
  const inline = `mutation { submitMayorPetition(letter: { type: HELP, title: "${LETTER.title}", content: "x", petitioner: { name: "${PERSONAL.name}", phone: 5 } }) { queryCode } }`;
  expect((await citizen.send(inline)).errors).not.toBeUndefined();
  expect((await (await ears.hear(null)).send(SUBMIT, { letter: LETTER })).errors).toHaveLength(1);
}
