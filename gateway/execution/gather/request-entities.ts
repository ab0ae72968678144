import { OperationTypeNode } from 'graphql';
import type { AskedQuestion } from './asked-question.ts';
import type { Data } from '../merge.ts';
import type { PlanRun } from './plan-run.ts';
import type { SubgraphResult } from '../fetch/subgraph-source.ts';
import { usedVariables } from '../document/used-variables.ts';
import { variablesFromText } from '../fetch/variables-text.ts';

/** A question, and the variable of the query that takes its representations. */
interface RequestPart {
  asked: AskedQuestion;
  name: string;
}

/** @param context variables of the plan's own, beside those of the client */
export function requestEntities(
  run: PlanRun,
  query: string,
  parts: readonly RequestPart[],
  context: Data = {},
): Promise<SubgraphResult> {
  const [first] = parts;
  if (!first) throw new Error('a request needs a question');
  const { node } = first.asked.question;
  const plain: Data = { ...context };
  for (const { asked } of parts)
    Object.assign(plain, usedVariables(asked.question.node, run.variables));
  const lists = parts.map(({ asked, name }) => ({
    name,
    text: `[${asked.representations.join(',')}]`,
  }));
  return run.sourceOf(node.serviceName).fetch({
    query,
    operationName: node.operationName ?? null,
    kind: OperationTypeNode.QUERY,
    variables: variablesFromText(plain, lists),
    caller: run.caller,
  });
}
