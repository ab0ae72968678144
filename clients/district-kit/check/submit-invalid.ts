import { citizen, letterOf, SUBMIT } from './people.ts';
import type { Answer, Trial } from './trial.ts';

/** Submits a letter that must be refused. @param change what is wrong with it */
export function submitInvalid(trial: Trial, change: Record<string, unknown>): Promise<Answer> {
  const letter = { ...letterOf(`有误的来信 ${trial.run}`), ...change };
  return trial.ask(citizen(trial), SUBMIT, { district: trial.code, letter });
}
