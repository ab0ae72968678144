import type { Caller } from './caller.ts';
import { eventually } from './eventually.ts';

/** A letter as a citizen would write it. */
export const LETTER = {
  type: 'HELP',
  title: '小区门口路灯不亮',
  content: '我们小区门口的三盏路灯坏了一个月，老人夜里出门很不方便，希望尽快维修。',
  petitioner: { name: '李晓明', phone: '13900000001' },
};

const SUBMIT = `mutation ($letter: LetterInput!, $key: ID) {
  submitMayorPetition(letter: $letter, idempotencyKey: $key) { queryCode petition { id } }
}`;

export interface Submitted {
  queryCode: string;
  petitionId: string;
}

/** Writes to the mayor's mailbox. */
export async function submitToMayor(
  citizen: Caller,
  letter: Record<string, unknown> = LETTER,
  key: string | null = null,
): Promise<Submitted> {
  const { submitMayorPetition: receipt } = (await citizen.ask(SUBMIT, { letter, key })) as {
    submitMayorPetition: { queryCode: string; petition: { id: string } };
  };
  return { queryCode: receipt.queryCode, petitionId: receipt.petition.id };
}

/** Waits until casework has the petition; returns the case's id. */
export function caseOf(staff: Caller, petitionId: string): Promise<string> {
  return eventually(async () => {
    const { data } = (await staff.send(
      'query ($id: ID!) { mayorPetition(id: $id) { case { id } } }',
      { id: petitionId },
    )) as { data: { mayorPetition: { case: { id: string } | null } | null } | null };
    return data?.mayorPetition?.case?.id;
  });
}
