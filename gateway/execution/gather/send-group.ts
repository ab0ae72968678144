import { absorbAnswers, absorbRoot } from './absorb.ts';
import { batchAlias, batchVariable } from '../schedule/compile-batch.ts';
import type { EntityQuestion, FetchGroup } from '../schedule/compile-groups.ts';
import type { PlannedFetch } from '../schedule/compile-schedule.ts';
import { addTarget, askNothing, type AskedQuestion } from './asked-question.ts';
import type { Data } from '../merge.ts';
import type { PlanRun } from './plan-run.ts';
import { sendInContext } from './send-in-context.ts';
import { requestEntities } from './request-entities.ts';
import { usedVariables } from '../document/used-variables.ts';
import { variableOfClient } from '../document/variable-names.ts';

/** Sends what the fetches of a group ask for; undefined where there is nothing to ask. */
export function sendGroup(
  run: PlanRun,
  group: FetchGroup,
  fetches: readonly PlannedFetch[],
  data: Data,
): Promise<void> | undefined {
  // what an object lacks must be known before it is asked for what requires it
  if (!run.faults.isClean()) run.faults.gathered();
  const asked = new Map<EntityQuestion, AskedQuestion>();
  for (const fetch of fetches) {
    if (!conditionsHold(run, fetch)) continue;
    const question = group.questions.get(fetch.id);
    if (!question) return fetchRoot(run, fetch, data);
    if (fetch.node.contextRewrites) return sendInContext(run, fetch, question, data);
    ask(run, fetch, question, data, asked);
  }
  // the text of a batch is named after the first question in it
  const questions = [...asked.values()]
    .filter(({ targets }) => targets.length > 0)
    .sort((left, right) => left.question.index - right.question.index);
  const [first] = questions;
  if (!first) return undefined;
  return questions.length === 1
    ? sendOne(run, first, data)
    : sendBatch(run, group, questions, data);
}

function conditionsHold(run: PlanRun, { conditions }: PlannedFetch): boolean {
  for (const { variable, wanted } of conditions)
    if ((run.coercedVariables[variableOfClient(variable)] === true) !== wanted) return false;
  return true;
}

async function fetchRoot(run: PlanRun, fetch: PlannedFetch, data: Data): Promise<void> {
  const { node } = fetch;
  const targets: { path: (string | number)[]; data: Data }[] = [];
  const trail: (string | number)[] = [];
  fetch.walk(data, trail, (object, depth) =>
    targets.push({ path: trail.slice(0, depth), data: object }),
  );
  if (targets.length === 0) return;
  const result = await run.sourceOf(node.serviceName).fetch({
    query: node.operation,
    operationName: node.operationName ?? null,
    kind: node.operationKind,
    variables: usedVariables(node, run.variables),
    caller: run.caller,
  });
  for (const target of targets) absorbRoot(run, node, result, target, targets.length > 1);
}

function ask(
  run: PlanRun,
  fetch: PlannedFetch,
  question: EntityQuestion,
  data: Data,
  asked: Map<EntityQuestion, AskedQuestion>,
): void {
  let known = asked.get(question);
  if (!known) {
    known = askNothing(question);
    asked.set(question, known);
  }
  const target = known;
  target.fetches.push(fetch);
  fetch.walk(data, [], (object) => addTarget(run, target, object));
}

async function sendOne(run: PlanRun, asked: AskedQuestion, data: Data): Promise<void> {
  const { node } = asked.question;
  const result = await requestEntities(run, node.operation, [{ asked, name: 'representations' }]);
  absorbAnswers(run, [{ asked, alias: '_entities' }], result, data);
}

async function sendBatch(
  run: PlanRun,
  group: FetchGroup,
  questions: readonly AskedQuestion[],
  data: Data,
): Promise<void> {
  const mask = questions.reduce((bits, { question }) => bits | (1 << question.index), 0);
  const result = await requestEntities(
    run,
    group.batch(mask),
    questions.map((asked) => ({ asked, name: batchVariable(asked.question.index) })),
  );
  // what the subgraph holds against one question must not cost the others their answers
  if (!result.data && !result.failure) {
    await Promise.all(questions.map((asked) => sendOne(run, asked, data)));
    return;
  }
  const answers = questions.map((asked) => ({ asked, alias: batchAlias(asked.question.index) }));
  absorbAnswers(run, answers, result, data);
}
