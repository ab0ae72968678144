import {
  GOVERNMENT_OFFICE,
  PETITION_BUREAU,
  PLANS,
  reasonOf,
  textOf,
  type ConfidentialLetter,
  type LetterText,
  type Plan,
} from './confidential-letters.ts';
import type { DatedCity } from './dated-city.ts';
import { eventually } from './eventually.ts';
import type { Officer } from './officer.ts';

const SUBMIT = {
  mayor: 'submitMayorPetition(letter: $letter)',
  districts: 'submitDistrictPetition(district: $unit, letter: $letter)',
  departments: 'submitDepartmentPetition(department: $unit, letter: $letter)',
  national: `submitNationalPetition(
    upstreamChannel: "governor-mailbox", upstreamNumber: $number, letter: $letter, custodyAbove: $above)`,
};
const SAY = {
  mayor: 'addMayorPetitionMessage',
  districts: 'addDistrictPetitionMessage',
  departments: 'addDepartmentPetitionMessage',
  national: 'addNationalPetitionMessage',
};

const UPLOAD = {
  mayor: 'createMayorAttachmentUpload(file: $file)',
  districts: 'createDistrictAttachmentUpload(district: $unit, file: $file)',
  departments: 'createDepartmentAttachmentUpload(department: $unit, file: $file)',
  national: 'createNationalAttachmentUpload(file: $file)',
};
const MODERATE = {
  mayor: 'moderateMayorPetition',
  districts: 'moderateDistrictPetition',
  departments: 'moderateDepartmentPetition',
  national: 'moderateNationalPetition',
};
const RELEASE = {
  mayor: 'releaseMayorPublicVersion',
  districts: 'releaseDistrictPublicVersion',
  departments: 'releaseDepartmentPublicVersion',
  national: 'releaseNationalPublicVersion',
};

/**
 * Writes all letters, as 李某 or the system above, who is nobody's account here, and gives them to the
 * units of the plan.
 */
export async function writeLetters(city: DatedCity): Promise<ConfidentialLetter[]> {
  const li = await city.as('citizen-li');
  const above = await city.asActor({ role: 'SYSTEM', id: 'mailbox:national', unit: 'national' });
  const letters: ConfidentialLetter[] = [];
  for (const [index, plan] of PLANS.entries()) {
    const text = textOf(index);
    const bureau = await city.as(bureauFor(plan));
    const writer = plan.subgraph === 'national' ? above : li;
    const { id, queryCode } = await submit(city, writer, plan, text);
    const petitioner = plan.subgraph === 'national' ? await city.as(null) : li;
    await say(petitioner, plan, { id, queryCode, text: text.message });
    const caseId = await bureau.findsCase(queryCode);
    await moderate(await servantOf(city, plan, bureau), plan, id, text);
    await eventually(async () => {
      const { moderation } = await bureau.reads(caseId, 'moderation { state }');
      return moderation?.state === 'RELEASED';
    });
    if (plan.assigned.length > 0) {
      const { state } = await bureau.reads(caseId, 'state');
      if (state === 'REGISTERED') await bureau.does('acceptCase', { caseId });
      for (const unit of plan.assigned) await bureau.does('issueReferral', { caseId, unit });
    }
    letters.push({ ...plan, text, id, caseId, queryCode });
  }
  return letters;
}

/** The persona who does for a letter what is the city bureau's to do. */
function bureauFor({ accused }: Plan): string {
  if (!accused.includes(PETITION_BUREAU)) return 'city-bureau';
  return accused.includes(GOVERNMENT_OFFICE) ? 'discipline' : 'city-office';
}

/** The bureau that serves the mailbox. */
async function servantOf(
  city: DatedCity,
  { mailbox, accused }: Plan,
  bureau: Officer,
): Promise<Officer> {
  const isLocal = mailbox.startsWith('district:') && !accused.includes(mailbox);
  return isLocal ? city.as('district-guangan') : bureau;
}

/** Held and let go, which leaves a record; what accuses nobody is published too. */
async function moderate(
  servant: Officer,
  { subgraph, accused }: Plan,
  id: string,
  text: LetterText,
): Promise<void> {
  const decide = (decision: string): string => `${decision.toLowerCase()}: ${MODERATE[subgraph]}(
    petitionId: $id, decision: ${decision}, ground: PRIVACY, reason: $reason) { id }`;
  const mutation = `mutation ($id: ID!, $reason: String!) { ${decide('HOLD')} ${decide('RELEASE')} }`;
  await servant.ask(mutation, { id, reason: reasonOf(text) });
  if (accused.length > 0) return;
  await servant.ask(
    `mutation ($id: ID!, $question: String!) { ${RELEASE[subgraph]}(
      petitionId: $id, title: "路灯", question: $question, answer: "已修") { id } }`,
    { id, question: reasonOf(text) },
  );
}

/** Hands in a file; its id. */
async function upload(
  city: DatedCity,
  writer: Officer,
  { subgraph, mailbox }: Plan,
  fileName: string,
): Promise<string> {
  const unit = mailbox.split(':')[1] ?? null;
  const bytes = Buffer.from(`借条 ${fileName}`);
  const file = { fileName, contentType: 'text/plain', bytes: bytes.length };
  const { made } = await writer.ask(
    `mutation (${unit === null ? '' : '$unit: ID!, '}$file: AttachmentInput!) {
      made: ${UPLOAD[subgraph]} { id url } }`,
    { file, ...(unit !== null && { unit }) },
  );
  const base = new URL(city.urls[subgraph] ?? '').origin;
  const stored = await fetch(`${base}${String(made.url)}`, { method: 'PUT', body: bytes });
  if (!stored.ok) throw new Error(`expected the file to be taken, got ${String(stored.status)}`);
  return made.id as string;
}

async function submit(
  city: DatedCity,
  writer: Officer,
  plan: Plan,
  { message: _said, beneficiary, fileName, above, ...text }: LetterText,
): Promise<{ id: string; queryCode: string }> {
  const { subgraph, mailbox, accused } = plan;
  const attachments = [await upload(city, writer, plan, fileName)];
  const about = { onBehalfOf: beneficiary, accusedUnits: accused, attachments };
  const letter = { ...text, ...about, type: 'COMPLAINT' };
  const unit = mailbox.split(':')[1] ?? null;
  const declared = unit === null ? '' : '$unit: ID!, ';
  const custody = '$number: String!, $above: [CustodyAboveInput!]!, ';
  const { made } = await writer.ask(
    `mutation (${declared}${subgraph === 'national' ? custody : ''}$letter: LetterInput!) {
      made: ${SUBMIT[subgraph]} { queryCode petition { id } }
    }`,
    {
      letter,
      unit,
      number: text.title,
      above: [{ bureau: above, at: '2026-03-02T09:00:00+08:00' }],
    },
  );
  return { id: made.petition.id as string, queryCode: made.queryCode as string };
}

/** Of a letter from above the petitioner has no account, but the query code. */
async function say(
  petitioner: Officer,
  { subgraph }: Plan,
  { id, queryCode, text }: { id: string; queryCode: string; text: string },
): Promise<void> {
  const code = subgraph === 'national' ? queryCode : null;
  await petitioner.ask(
    `mutation ($id: ID!, $text: String!, $code: String) {
      ${SAY[subgraph]}(petition: $id, text: $text, queryCode: $code) { id } }`,
    { id, text, code },
  );
}
