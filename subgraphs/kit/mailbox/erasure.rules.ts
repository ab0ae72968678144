import type { Person, StoredPetition } from './petition.entity.ts';

const ERASED_NAME = '（已删除）';

const NOBODY: Person = {
  kind: 'PERSON',
  name: ERASED_NAME,
  phone: null,
  email: null,
  idNumber: null,
  address: null,
};

/** What is personal of a letter, without any person: who wrote, who joined, for whom, and where. */
export function erasePersonalData<Personal extends Partial<StoredPetition>>(
  personal: Personal,
): Personal {
  return {
    ...personal,
    petitioner: NOBODY,
    beneficiary: null,
    jointSignatories: [],
    representatives: [],
    place: null,
  };
}
