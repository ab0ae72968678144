import type { Who } from './verdicts.ts';

/** A mutation of the registration office; each account brings a passport of its own. */
interface PetitionerRow {
  act: string;
  mutation: string;
  /** Who has registered before. */
  registered: readonly Who[];
  /** By person, in the order of WHO. */
  verdicts: string;
}

/** Registers whoever asks. */
export const REGISTER = `mutation ($passport: String!) {
  registerPetitioner(registration: {
    name: "李明华", document: PASSPORT, documentNumber: $passport
  }) { id } }`;

/** R1, R7, R8: petitioners register themselves, and nobody does it for them. */
export const PETITIONER_ACTS: readonly PetitionerRow[] = [
  {
    act: 'registerPetitioner',
    mutation: REGISTER,
    registered: [],
    verdicts: 'UDDFFFFFF',
  },
  {
    act: 'changeContact',
    mutation: 'mutation { changeContact(phone: "13900000000") { id } }',
    registered: ['li'],
    verdicts: 'UDNFFFFFF',
  },
  {
    act: 'cancelRegistration',
    mutation: 'mutation { cancelRegistration { id } }',
    registered: ['li', 'wang'],
    verdicts: 'UDDFFFFFF',
  },
];
