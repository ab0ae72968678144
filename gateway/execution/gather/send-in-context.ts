import type { GraphQLError } from 'graphql';
import { absorbAnswers } from './absorb.ts';
import { addTarget, askNothing, type AskedQuestion } from './asked-question.ts';
import type { EntityQuestion } from '../schedule/compile-groups.ts';
import type { PlannedFetch } from '../schedule/compile-schedule.ts';
import { isData, type Data } from '../merge.ts';
import type { PlanRun } from './plan-run.ts';
import { requestEntities } from './request-entities.ts';
import { holdersAlong, valuesAt } from '../schedule/rewrites.ts';

const UP = '..';

/**
 * Sends a fetch whose variables come from around its targets (@fromContext). Targets with equal
 * values travel together.
 */
export async function sendInContext(
  run: PlanRun,
  fetch: PlannedFetch,
  question: EntityQuestion,
  data: Data,
): Promise<void> {
  const groups = new Map<string, { asked: AskedQuestion; context: Data }>();
  const trail: (string | number)[] = [];
  fetch.walk(data, trail, (object, depth) => {
    const objects = objectsAlong(trail.slice(0, depth), data);
    const cause = run.faults.isClean() ? null : causeOfLack(run, fetch, objects);
    if (cause) {
      run.faults.absent(object, question.fields, cause);
      return;
    }
    const context = readContext(run, fetch, objects);
    const key = JSON.stringify(context);
    const group = groups.get(key) ?? { asked: askNothing(question), context };
    groups.set(key, group);
    addTarget(run, group.asked, object);
  });
  await Promise.all(
    [...groups.values()].map(async ({ asked, context }) => {
      if (asked.targets.length === 0) return;
      asked.fetches.push(fetch);
      const parts = [{ asked, name: 'representations' }];
      const result = await requestEntities(run, fetch.node.operation, parts, context);
      absorbAnswers(run, [{ asked, alias: '_entities' }], result, data);
    }),
  );
}

/** The objects on the way to a place, the root first; items of lists count as one step. */
function objectsAlong(path: readonly (string | number)[], root: Data): Data[] {
  const objects = [root];
  let value: unknown = root;
  for (const key of path) {
    value = (value as Record<string | number, unknown>)[key];
    if (isData(value)) objects.push(value);
  }
  return objects;
}

/** What was asked for in vain is not null, so nobody may be told that it is. */
function causeOfLack(
  run: PlanRun,
  { node }: PlannedFetch,
  objects: readonly Data[],
): GraphQLError | null {
  for (const { path } of node.contextRewrites ?? []) {
    const { from, below } = startOf(path, objects);
    for (const { holder, field } of holdersAlong(below, from, run.generation.supergraphSchema)) {
      const cause = holder[field] === undefined ? run.faults.causeOf(holder, field) : null;
      if (cause) return cause;
    }
  }
  return null;
}

function readContext(run: PlanRun, { node }: PlannedFetch, objects: readonly Data[]): Data {
  const context: Data = {};
  for (const { path, renameKeyTo } of node.contextRewrites ?? []) {
    const { from, below } = startOf(path, objects);
    const [value] = valuesAt(below, from, run.generation.supergraphSchema);
    if (value !== undefined) context[renameKeyTo] = value;
  }
  return context;
}

function startOf(path: readonly string[], objects: readonly Data[]) {
  const ups = path.filter((step) => step === UP).length;
  return { from: objects[objects.length - 1 - ups], below: path.slice(ups) };
}
