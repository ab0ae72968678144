import type { EntityQuestion } from '../schedule/compile-groups.ts';
import type { PlannedFetch } from '../schedule/compile-schedule.ts';
import type { Data } from '../merge.ts';
import type { PlanRun } from './plan-run.ts';
import { createSeenEntities, type SeenEntities } from '../schedule/seen-entities.ts';

/** A question with the representations it is asked for in this run. */
export interface AskedQuestion {
  question: EntityQuestion;
  /** Each once, as JSON; and the index of each. */
  representations: string[];
  slotOf: Map<string, number>;
  seen: SeenEntities;
  /** The objects that the answers are for, and for each the index of its representation. */
  targets: Data[];
  slots: number[];
  /** The fetches by which the targets were found. */
  fetches: PlannedFetch[];
}

export function askNothing(question: EntityQuestion): AskedQuestion {
  return {
    question,
    representations: [],
    slotOf: new Map(),
    seen: createSeenEntities(question.identityOf),
    targets: [],
    slots: [],
    fetches: [],
  };
}

export function addTarget(run: PlanRun, asked: AskedQuestion, object: Data): void {
  const known = asked.seen.find(object);
  const slot = known < 0 ? addEntity(run, asked, object) : known;
  if (slot === null) return;
  asked.targets.push(object);
  asked.slots.push(slot);
}

/** @returns null where the object is not asked about */
function addEntity(
  run: PlanRun,
  { question, representations, slotOf, seen }: AskedQuestion,
  object: Data,
): number | null {
  const text = question.represent(object, run.faults);
  if (text === null) return null;
  if (typeof text !== 'string') {
    if (text.cause) run.faults.absent(object, question.fields, text.cause);
    return null;
  }
  const known = slotOf.get(text);
  const slot = known ?? representations.push(text) - 1;
  if (known === undefined) slotOf.set(text, slot);
  seen.add(object, slot);
  return slot;
}
