import type { ConformanceCase } from './case.ts';
import { actorCases } from './cases/actors.ts';
import { assignmentCases } from './cases/assignments.ts';
import { compositionCases } from './cases/composition.ts';
import { enduranceCases } from './cases/endurance.ts';
import { entityCases } from './cases/entities.ts';
import { errorCases } from './cases/errors.ts';
import { fieldCases } from './cases/fields.ts';
import { letterCases } from './cases/letters.ts';
import { maskingCases } from './cases/masking.ts';
import { pageCases } from './cases/pages.ts';
import { registrationCases } from './cases/registration.ts';

/** Every rule that is checked, in the order in which it is. */
export const ALL_CASES: readonly ConformanceCase[] = [
  ...compositionCases,
  ...letterCases,
  ...fieldCases,
  ...entityCases,
  ...pageCases,
  ...errorCases,
  ...actorCases,
  ...maskingCases,
  ...registrationCases,
  ...assignmentCases,
  ...enduranceCases,
];
