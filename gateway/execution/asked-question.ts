import type { EntityQuestion } from './compile-groups.ts';
import type { PlannedFetch } from './compile-schedule.ts';
import type { Data } from './merge.ts';
import type { PlanRun } from './plan-run.ts';

/** A question with the representations it is asked for in this run. */
export interface AskedQuestion {
  question: EntityQuestion;
  /** Each once, as JSON; and the index of each. */
  representations: string[];
  slotOf: Map<string, number>;
  /** The objects that the answers are for, and for each the index of its representation. */
  targets: Data[];
  slots: number[];
  /** The fetches by which the targets were found. */
  fetches: PlannedFetch[];
}

export function askNothing(question: EntityQuestion): AskedQuestion {
  return { question, representations: [], slotOf: new Map(), targets: [], slots: [], fetches: [] };
}

export function addTarget(run: PlanRun, asked: AskedQuestion, object: Data): void {
  const { question, representations, slotOf, targets, slots } = asked;
  const text = question.represent(object, run.faults);
  if (text === null) return;
  if (typeof text !== 'string') {
    if (text.cause) run.faults.absent(object, question.fields, text.cause);
    return;
  }
  let slot = slotOf.get(text);
  if (slot === undefined) {
    slot = representations.push(text) - 1;
    slotOf.set(text, slot);
  }
  targets.push(object);
  slots.push(slot);
}
