import type { GraphQLError } from 'graphql';
import { absorbAnswers } from './absorb.ts';
import { addTarget, askNothing, type AskedQuestion } from './asked-question.ts';
import type { EntityQuestion } from '../schedule/compile-groups.ts';
import type { PlannedFetch } from '../schedule/compile-schedule.ts';
import { isData, type Data } from '../merge.ts';
import type { PlanRun } from './plan-run.ts';
import { requestEntities } from './request-entities.ts';
import { isTypeCondition, objectsAt } from '../schedule/rewrites.ts';

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
    const read = readContext(run, fetch, objectsAlong(trail.slice(0, depth), data));
    if ('cause' in read) {
      run.faults.absent(object, question.fields, read.cause);
      return;
    }
    const key = JSON.stringify(read.context);
    const group = groups.get(key) ?? { asked: askNothing(question), ...read };
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

/** The variables, or why one of them could not be fetched. */
function readContext(
  run: PlanRun,
  { node }: PlannedFetch,
  objects: readonly Data[],
): { context: Data } | { cause: GraphQLError } {
  const context: Data = {};
  for (const { path, renameKeyTo } of node.contextRewrites ?? []) {
    const ups = path.filter((step) => step === UP).length;
    const from = objects[objects.length - 1 - ups];
    const { value, cause } = readAlong(run, path.slice(ups), from);
    if (cause) return { cause };
    if (value !== undefined) context[renameKeyTo] = value;
  }
  return { context };
}

function readAlong(
  { faults, generation }: PlanRun,
  path: readonly string[],
  from: unknown,
): { value?: unknown; cause?: GraphQLError | null } {
  for (const [index, step] of path.entries()) {
    if (isTypeCondition(step)) continue;
    const [holder] = objectsAt(path.slice(0, index), from, generation.supergraphSchema);
    if (!holder) return {};
    const value = holder[step];
    if (value === undefined) return { cause: faults.causeOf(holder, step) };
    if (index === path.length - 1) return { value };
  }
  return {};
}
